using System.Text;
using System.Xml;

namespace Federation.Saml.Metadata;

/// <summary>Metadata as a stream: UTF-8, no document type declaration, nothing external, bounded.</summary>
internal static class MetadataStream
{
    /// <summary>A reader at the document's begin. The stream stays open.</summary>
    public static XmlReader Open(Stream document, long maxCharacters)
    {
        var text = new StreamReader(document, new UTF8Encoding(false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: false, leaveOpen: true);
        if (text.Peek() == '\uFEFF')
        {
            _ = text.Read();
        }

        return XmlReader.Create(text, new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            MaxCharactersInDocument = maxCharacters,
            MaxCharactersFromEntities = 1,
            CloseInput = true,
        });
    }
}
