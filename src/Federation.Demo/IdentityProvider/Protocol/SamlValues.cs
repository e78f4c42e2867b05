using System.Globalization;
using System.Security.Cryptography;
using System.Xml;
using System.Xml.Linq;

namespace Federation.Demo.IdentityProvider.Protocol;

/// <summary>Identifiers, instants and safe parsing, as SAML wants them.</summary>
internal static class SamlValues
{
    /// <summary>A new xs:ID of 160 random bits (SAML Core 1.3.4).</summary>
    public static string NewId() => "_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(20));

    /// <summary>xs:dateTime in UTC (SAML Core 1.3.3).</summary>
    public static string Instant(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>Parses without a document type, external entities or more than 1 MB of text.</summary>
    /// <exception cref="XmlException">The text is not well-formed, or holds a DTD.</exception>
    public static XmlDocument Parse(string xml)
    {
        using var reader = XmlReader.Create(new StringReader(xml), new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            MaxCharactersInDocument = 1_000_000,
        });
        // White space is part of what is signed.
        var document = new XmlDocument { PreserveWhitespace = true, XmlResolver = null };
        document.Load(reader);
        return document;
    }

    /// <summary>The same document as a LINQ tree, for reading values.</summary>
    public static XElement ToLinq(XmlDocument document)
    {
        using var reader = new XmlNodeReader(document);
        return XElement.Load(reader);
    }
}
