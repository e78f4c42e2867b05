using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using System.Security.Cryptography.Xml;
using System.Xml;
using Federation.Saml.Metadata;
using Federation.Saml.Protocol;

namespace Federation.SamlBench;

/// <summary>Our whole validation beside the framework's bare signature check, in the same process, in turns.</summary>
internal static class Comparison
{
    private const int Rounds = 9;
    private static readonly TimeSpan RoundTime = TimeSpan.FromMilliseconds(400);

    public static void Run()
    {
        var input = SampleInput.Create();
        var door = new Door(input);
        var bytes = Convert.FromBase64String(input.Response);
        var metadata = SamlMetadataReader.Read(input.Metadata, new SamlMetadataOptions { Now = TimeProvider.System.GetUtcNow() }).Metadata!;
        using var certificate = X509CertificateLoader.LoadCertificate(metadata.SigningKeys[0].Certificate!.Value.Span);
        var loaded = Load(bytes);
        (string Name, Action Work)[] candidates =
        [
            ("whole validation", () => Demand(door.Validate(input.Response) is null)),
            ("reading only", () => Demand(UnverifiedResponse.Read(input.Response, out _) is not null)),
            ("SignedXml.CheckSignature, loaded", () => Demand(Check(loaded, certificate))),
            ("SignedXml, parse, check, read", () => Demand(Naive(input.Response, certificate))),
        ];
        var best = new double[candidates.Length];
        var allocated = new double[candidates.Length];
        for (var round = 0; round < Rounds; round++)
        {
            for (var index = 0; index < candidates.Length; index++)
            {
                var (rate, size) = Measure(candidates[index].Work);
                best[index] = Math.Max(best[index], rate);
                allocated[index] = size;
            }
        }

        Console.WriteLine($"response of {bytes.Length} bytes");
        for (var index = 0; index < candidates.Length; index++)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{candidates[index].Name,-34} {best[index],8:F0} a CPU second {best[index] / best[3],6:F1}x {allocated[index] / 1024,8:F1} kB each"));
        }
    }

    private static (double Rate, double Allocated) Measure(Action work)
    {
        var (count, bytes, started) = (0, GC.GetAllocatedBytesForCurrentThread(), Environment.CpuUsage.TotalTime);
        var spent = TimeSpan.Zero;
        while (spent < RoundTime)
        {
            for (var index = 0; index < 20; index++)
            {
                work();
            }

            count += 20;
            spent = Environment.CpuUsage.TotalTime - started;
        }

        return (count / spent.TotalSeconds, (double)(GC.GetAllocatedBytesForCurrentThread() - bytes) / count);
    }

    private static bool Naive(string response, X509Certificate2 certificate)
    {
        var document = Load(Convert.FromBase64String(response));
        return Check(document, certificate) && document.GetElementsByTagName("AttributeValue", "*").OfType<XmlElement>().All(value => value.InnerText.Length > 0);
    }

    private static bool Check(XmlDocument document, X509Certificate2 certificate)
    {
        var signed = new IdSignedXml(document);
        signed.LoadXml((XmlElement)document.GetElementsByTagName("Signature", SignedXml.XmlDsigNamespaceUrl)[0]!);
        return signed.CheckSignature(certificate, verifySignatureOnly: true);
    }

    private static XmlDocument Load(byte[] bytes)
    {
        var document = new XmlDocument { PreserveWhitespace = true };
        using var reader = XmlReader.Create(new MemoryStream(bytes), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
        document.Load(reader);
        return document;
    }

    private static void Demand(bool succeeded)
    {
        if (!succeeded)
        {
            throw new InvalidOperationException("a candidate refused the response");
        }
    }
}
