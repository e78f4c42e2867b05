using System.Text;
using System.Xml;

namespace Federation.Saml.Xml;

/// <summary>Writes messages without declaration and indentation, and remembers where the signature goes.</summary>
internal sealed class SamlXmlWriter : IDisposable
{
    private readonly StringBuilder _text = new();
    private readonly XmlWriter _writer;
    private int _signatureIndex;

    public SamlXmlWriter() =>
        _writer = XmlWriter.Create(_text, new XmlWriterSettings { OmitXmlDeclaration = true, Indent = false, CheckCharacters = true });

    public SamlXmlWriter Start(string prefix, string localName, string namespaceUri)
    {
        _writer.WriteStartElement(prefix, localName, namespaceUri);
        return this;
    }

    public SamlXmlWriter End()
    {
        _writer.WriteEndElement();
        return this;
    }

    public SamlXmlWriter Attribute(string localName, string? value)
    {
        if (value is not null)
        {
            _writer.WriteAttributeString(localName, value);
        }

        return this;
    }

    public SamlXmlWriter Attribute(string localName, bool value) => Attribute(localName, value ? "true" : "false");

    public SamlXmlWriter Text(string value)
    {
        _writer.WriteString(value);
        return this;
    }

    public SamlXmlWriter Element(string prefix, string localName, string namespaceUri, string value) => Start(prefix, localName, namespaceUri).Text(value).End();

    /// <summary>Marks the present place as the signature's; the element that holds it must have content already or a start tag that is closed.</summary>
    public SamlXmlWriter MarkSignature()
    {
        _writer.Flush();
        _signatureIndex = _text.Length;
        return this;
    }

    /// <summary>Closes the start tag with a line break.</summary>
    public SamlXmlWriter Break()
    {
        _writer.WriteWhitespace("\n");
        return this;
    }

    public UnsignedXml Finish()
    {
        _writer.Flush();
        return new UnsignedXml(_text.ToString(), _signatureIndex);
    }

    public void Dispose() => _writer.Dispose();
}
