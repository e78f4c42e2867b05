using System.Text;

namespace Federation.Wire.Query;

/// <summary>What stands around the members of a query answer.</summary>
internal sealed class QueryEnvelope(ServiceModel service, string operation, bool hasResult)
{
    private readonly byte[] _start = Encoding.UTF8.GetBytes($"<{operation}Response xmlns=\"{service.XmlNamespace}\">{(hasResult ? $"<{operation}Result>" : null)}");
    private readonly byte[] _middle = Encoding.UTF8.GetBytes($"{(hasResult ? $"</{operation}Result>" : null)}<ResponseMetadata><RequestId>");
    private readonly byte[] _end = Encoding.UTF8.GetBytes($"</RequestId></ResponseMetadata></{operation}Response>");

    public void WriteStart(XmlBodyWriter writer) => writer.WriteRaw(_start);

    public void WriteEnd(XmlBodyWriter writer, string requestId)
    {
        writer.WriteRaw(_middle);
        writer.WriteText(requestId);
        writer.WriteRaw(_end);
    }
}
