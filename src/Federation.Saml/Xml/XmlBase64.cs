namespace Federation.Saml.Xml;

/// <summary>Base64 as XML documents hold it: white space allowed, nothing else.</summary>
internal static class XmlBase64
{
    /// <summary>The bytes of an element's text; null when it has child elements or is not base64.</summary>
    public static byte[]? Decode(ElementNode? element) => element?.Text() is { } text ? Decode(text) : null;

    public static byte[]? Decode(string text)
    {
        var buffer = new byte[(text.Length / 4 * 3) + 3];
        return Convert.TryFromBase64String(text, buffer, out var written) && written > 0 ? buffer[..written] : null;
    }
}
