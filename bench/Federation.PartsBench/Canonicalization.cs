using System.Security.Cryptography;
using System.Security.Cryptography.Xml;
using System.Xml;
using BenchmarkDotNet.Attributes;
using Federation.Saml.Protocol;
using Federation.Saml.Xml;

namespace Federation.PartsBench;

/// <summary>Exclusive canonicalization of the assertion into SHA-256, against the framework's transform.</summary>
[MemoryDiagnoser]
public class Canonicalization
{
    private static readonly string[] Prefixes = ["xs"];
    private ElementNode _assertion = null!;
    private ElementNode _signature = null!;
    private XmlDocument _document = null!;

    [GlobalSetup]
    public void Prepare()
    {
        var tree = UnverifiedResponse.Read(Sample.Xml, out _)!.Tree;
        (_assertion, _signature) = (tree.Assertions[0], tree.Signatures[0]);

        // The enveloped-signature transform's part of the work, done before, so that both digest the same nodes.
        var whole = Sample.Load(Sample.Text);
        var signature = whole.GetElementsByTagName("Signature", SignedXml.XmlDsigNamespaceUrl)[0]!;
        signature.ParentNode!.RemoveChild(signature);
        _document = Sample.Load(whole.GetElementsByTagName("Assertion", "urn:oasis:names:tc:SAML:2.0:assertion")[0]!.OuterXml);
    }

    [Benchmark(Baseline = true)]
    public byte[] XmlDsigExcC14NTransform()
    {
        var transform = new XmlDsigExcC14NTransform("xs");
        transform.LoadInput(_document);
        using var hash = SHA256.Create();
        return transform.GetDigestedOutput(hash);
    }

    [Benchmark]
    public byte[] Ours() => SignatureVerifier.Hash(_assertion, _signature, Prefixes, HashAlgorithmName.SHA256);
}
