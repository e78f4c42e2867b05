namespace Federation.Saml.Xml;

/// <summary>Feeds decoded characters to <see cref="System.Xml.XmlReader"/>, so that no encoding is ever guessed from the document.</summary>
internal sealed class CharArrayReader(char[] buffer, int length) : TextReader
{
    private int _position;

    public override int Peek() => _position < length ? buffer[_position] : -1;

    public override int Read() => _position < length ? buffer[_position++] : -1;

    public override int Read(char[] target, int index, int count)
    {
        var taken = Math.Min(count, length - _position);
        Array.Copy(buffer, _position, target, index, taken);
        _position += taken;
        return taken;
    }
}
