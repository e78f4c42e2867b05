using System.Buffers;
using System.Text;

using Federation.Wire.SigV4;

namespace Federation.Wire.Query;

/// <summary>Writes XML in UTF-8. Element names are the caller's business: they come from shapes, never from input.</summary>
internal sealed class XmlBodyWriter(IBufferWriter<byte> output)
{
    private static readonly SearchValues<char> NotPlain = SearchValues.Create(
        "&<>\r\uFFFE\uFFFF\0\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008\u000b\u000c\u000e\u000f"
        + "\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f");

    public void WriteRaw(ReadOnlySpan<byte> utf8) => output.Write(utf8);

    /// <summary>
    /// Writes character data. What XML 1.0 §2.2 does not allow (control characters, lone surrogates) is replaced by U+FFFD; a carriage return is written as a reference,
    /// since a reader would make a line feed of it.
    /// </summary>
    public void WriteText(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            var at = text.IndexOfAny(NotPlain);
            var plain = at < 0 ? text : text[..at];
            if (!plain.IsEmpty)
            {
                output.Advance(Encoding.UTF8.GetBytes(plain, output.GetSpan(Encoding.UTF8.GetMaxByteCount(plain.Length))));
            }

            if (at < 0)
            {
                return;
            }

            output.Write(text[at] switch
            {
                '&' => "&amp;"u8,
                '<' => "&lt;"u8,
                '>' => "&gt;"u8,
                '\r' => "&#xD;"u8,
                _ => "\uFFFD"u8,
            });
            text = text[(at + 1)..];
        }
    }

    /// <summary>Writes a text percent-encoded by RFC 3986.</summary>
    public void WritePercentEncoded(string text)
    {
        var encoded = new Utf8Writer(stackalloc byte[1024]);
        PercentEncoding.AppendEncoded(ref encoded, text, keepSlash: false);
        output.Write(encoded.Written);
        encoded.Dispose();
    }

    /// <summary>Writes a number or date in the invariant culture; its text holds no character that must be escaped.</summary>
    public void WriteFormatted<T>(T value, ReadOnlySpan<char> format)
        where T : IUtf8SpanFormattable
    {
        var target = output.GetSpan(64);
        if (!value.TryFormat(target, out var written, format, System.Globalization.CultureInfo.InvariantCulture))
        {
            throw new InvalidOperationException("a number or date does not fit into 64 bytes");
        }

        output.Advance(written);
    }
}
