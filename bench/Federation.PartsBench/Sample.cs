using System.Text;
using System.Xml;
using Federation.SamlBench;

namespace Federation.PartsBench;

/// <summary>The response that the benches of this project share: 8 kB, 15 attributes, RSA-2048 with SHA-256, signed by the framework.</summary>
internal static class Sample
{
    public static SampleInput Input { get; } = SampleInput.Create();

    public static byte[] Xml { get; } = Convert.FromBase64String(Input.Response);

    public static string Text { get; } = Encoding.UTF8.GetString(Xml);

    /// <summary>The framework's tree of a document.</summary>
    public static XmlDocument Load(string text)
    {
        var document = new XmlDocument { PreserveWhitespace = true, XmlResolver = null };
        using var reader = XmlReader.Create(new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
        document.Load(reader);
        return document;
    }
}
