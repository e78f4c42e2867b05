using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Security.Cryptography.Xml;
using System.Xml;
using BenchmarkDotNet.Attributes;
using Federation.Saml.Metadata;
using Federation.Saml.Protocol;
using Federation.Saml.Validation;
using Federation.Saml.Xml;
using Federation.SamlBench;

namespace Federation.PartsBench;

/// <summary>Reference, digest and signature of a parsed response, against <see cref="SignedXml"/> on its parsed document.</summary>
[MemoryDiagnoser]
public class DigestAndSignature
{
    private IReadOnlyList<SamlKey> _keys = null!;
    private ElementNode _assertion = null!;
    private ElementNode _signature = null!;
    private XmlDocument _document = null!;
    private RSA _key = null!;

    [GlobalSetup]
    public void Prepare()
    {
        var response = UnverifiedResponse.Read(Sample.Xml, out _)!;
        (_assertion, _signature) = (response.Tree.Assertions[0], response.Tree.Signatures[0]);
        _keys = SamlMetadataReader.Read(Sample.Input.Metadata, new SamlMetadataOptions { Now = response.IssueInstant!.Value }).Metadata!.SigningKeys;
        _document = Sample.Load(Sample.Text);
        var certificate = _document.GetElementsByTagName("X509Certificate", SignedXml.XmlDsigNamespaceUrl)[0]!.InnerText;
        using var opened = X509CertificateLoader.LoadCertificate(Convert.FromBase64String(certificate));
        _key = opened.GetRSAPublicKey()!;
    }

    [Benchmark(Baseline = true)]
    public bool CheckSignature()
    {
        var signed = new IdSignedXml(_document);
        signed.LoadXml((XmlElement)_document.GetElementsByTagName("Signature", SignedXml.XmlDsigNamespaceUrl)[0]!);
        return signed.CheckSignature(_key) ? true : throw new CryptographicException("not verified");
    }

    [Benchmark]
    public object Ours() =>
        SignatureVerifier.Verify(_assertion, _signature, "ID", _keys, allowSha1: false, new CheckList()) ?? throw new CryptographicException("not verified");
}
