using System.Text;

namespace Federation.Policy.Reading;

/// <summary>The text of a document as bytes, able to say line and column of a byte offset.</summary>
internal sealed class PolicySource
{
    private readonly List<int> _lineStarts = [0];
    private int _cachedByte;
    private int _cachedChar;

    public PolicySource(string text)
    {
        Text = text;
        Utf8 = Encoding.UTF8.GetBytes(text);
        for (var i = 0; i < Utf8.Length; i++)
        {
            if (Utf8[i] == (byte)'\n')
            {
                _lineStarts.Add(i + 1);
            }
        }
    }

    public string Text { get; }

    public byte[] Utf8 { get; }

    public TextPosition PositionOf(int byteOffset)
    {
        var line = _lineStarts.BinarySearch(byteOffset);
        line = line >= 0 ? line : ~line - 1;
        return new TextPosition(line + 1, Characters(_lineStarts[line], byteOffset) + 1, CharOffset(byteOffset));
    }

    public int LineStart(int line) => line < _lineStarts.Count ? _lineStarts[line] : Utf8.Length;

    // Offsets come mostly in rising order, so counting goes on from the last one instead of from the start.
    private int CharOffset(int byteOffset)
    {
        if (byteOffset < _cachedByte)
        {
            _cachedByte = 0;
            _cachedChar = 0;
        }

        _cachedChar += Characters(_cachedByte, byteOffset);
        _cachedByte = byteOffset;
        return _cachedChar;
    }

    private int Characters(int from, int to) => Encoding.UTF8.GetCharCount(Utf8, from, Math.Min(to, Utf8.Length) - from);
}
