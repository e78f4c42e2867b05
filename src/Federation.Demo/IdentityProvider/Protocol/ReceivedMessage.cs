using System.IO.Compression;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Federation.Demo.IdentityProvider.Protocol;

/// <summary>A protocol message as it came over the Redirect or the POST binding, with the means to check its signature.</summary>
internal sealed class ReceivedMessage
{
    private const int MaximumXmlBytes = 100_000;

    private readonly XmlDocument _document;
    private readonly RawQuery? _query;
    private readonly string _parameter;

    private ReceivedMessage(XmlDocument document, string parameter, string? relayState, RawQuery? query)
    {
        _document = document;
        _parameter = parameter;
        _query = query;
        RelayState = relayState;
        Root = SamlValues.ToLinq(document);
    }

    public XElement Root { get; }

    public string? RelayState { get; }

    public bool IsSigned => _query is null ? Root.Descendants(SamlNames.Signature + "Signature").Any() : _query.Value("Signature") is not null;

    /// <summary>SAML Bindings 3.4: deflated, in the query; the signature stands beside the message.</summary>
    public static ReceivedMessage? FromRedirect(string rawQuery, string parameter)
    {
        var query = RawQuery.Parse(rawQuery);
        return query.Value(parameter) is { } encoded && Decode(encoded) is { } compressed && Inflate(compressed) is { } xml
            ? Parse(xml, parameter, query.Value("RelayState"), query)
            : null;
    }

    /// <summary>SAML Bindings 3.5: base64 in a form; the signature is inside the message.</summary>
    public static ReceivedMessage? FromPost(string? encoded, string parameter, string? relayState) =>
        encoded is not null && Decode(encoded) is { } bytes ? Parse(Encoding.UTF8.GetString(bytes), parameter, relayState, query: null) : null;

    /// <summary>True if the message is signed by one of this provider's keys.</summary>
    public bool Verify(KnownServiceProvider provider) => _query is null
        ? XmlSignatures.VerifyRoot(_document, provider.SigningCertificates)
        : _query.Value("SigAlg") is { } algorithm
            && _query.Value("Signature") is { } signature
            && Decode(signature) is { } bytes
            && XmlSignatures.VerifyRedirect(Encoding.ASCII.GetBytes(_query.Raw(_parameter, "RelayState", "SigAlg")), algorithm, bytes, provider.SigningCertificates);

    private static ReceivedMessage? Parse(string xml, string parameter, string? relayState, RawQuery? query)
    {
        try
        {
            return new ReceivedMessage(SamlValues.Parse(xml), parameter, relayState, query);
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private static byte[]? Decode(string base64)
    {
        try
        {
            return base64.Length > MaximumXmlBytes * 2 ? null : Convert.FromBase64String(base64);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static string? Inflate(byte[] compressed)
    {
        try
        {
            using var inflater = new DeflateStream(new MemoryStream(compressed), CompressionMode.Decompress);
            var buffer = new byte[MaximumXmlBytes];
            var length = inflater.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            return length == buffer.Length ? null : Encoding.UTF8.GetString(buffer, 0, length);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}
