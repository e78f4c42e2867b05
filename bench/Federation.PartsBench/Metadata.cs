using System.Security.Cryptography.X509Certificates;
using System.Security.Cryptography.Xml;
using System.Text;
using BenchmarkDotNet.Attributes;
using Federation.Saml.Metadata;

namespace Federation.PartsBench;

/// <summary>Metadata to keys and endpoints, against the framework's tree of it and the public key of its certificate.</summary>
[MemoryDiagnoser]
public class Metadata
{
    private readonly SamlMetadataOptions _options = new() { Now = TimeProvider.System.GetUtcNow() };
    private readonly string _text = Encoding.UTF8.GetString(Sample.Input.Metadata);

    [Benchmark(Baseline = true)]
    public object XmlDocumentAndKey()
    {
        var document = Sample.Load(_text);
        using var certificate = X509CertificateLoader.LoadCertificate(Convert.FromBase64String(document.GetElementsByTagName("X509Certificate", SignedXml.XmlDsigNamespaceUrl)[0]!.InnerText));
        using var key = certificate.GetRSAPublicKey();
        return document;
    }

    [Benchmark]
    public object Ours() => SamlMetadataReader.Read(Sample.Input.Metadata, _options).Metadata ?? throw new InvalidDataException("not read");
}
