using System.Text;
using System.Text.Unicode;

namespace Federation.Wire.SigV4;

/// <summary>RFC 3986 percent-encoding as SigV4 wants it: unreserved characters stay, all else is <c>%XX</c> in upper case.</summary>
internal static class PercentEncoding
{
    /// <summary>Encodes a text that is not encoded yet.</summary>
    public static void AppendEncoded(ref Utf8Writer writer, ReadOnlySpan<char> text, bool keepSlash)
    {
        Span<byte> utf8 = stackalloc byte[4];
        for (var i = 0; i < text.Length;)
        {
            var c = text[i];
            if (c < 0x80)
            {
                AppendByte(ref writer, (byte)c, keepSlash);
                i++;
                continue;
            }

            Rune.DecodeFromUtf16(text[i..], out var rune, out var consumed);
            AppendBytes(ref writer, utf8[..rune.EncodeToUtf8(utf8)]);
            i += consumed;
        }
    }

    /// <summary>
    /// Brings a received query name or value into canonical form: what is encoded is decoded and encoded again, byte by byte, so that <c>%2f</c>
    /// and <c>%2F</c> sign alike. A plus is a blank here because the parameter reader takes it for one: what is signed is what is read.
    /// </summary>
    public static void AppendReencoded(ref Utf8Writer writer, ReadOnlySpan<char> raw, bool plusIsBlank, bool keepSlash)
    {
        Span<byte> utf8 = stackalloc byte[4];
        for (var i = 0; i < raw.Length;)
        {
            var c = raw[i];
            if (c == '%' && TryReadEscape(raw[i..], out var value))
            {
                AppendByte(ref writer, value, keepSlash);
                i += 3;
            }
            else if (c == '+' && plusIsBlank)
            {
                AppendByte(ref writer, (byte)' ', keepSlash);
                i++;
            }
            else if (c < 0x80)
            {
                AppendByte(ref writer, (byte)c, keepSlash);
                i++;
            }
            else
            {
                Rune.DecodeFromUtf16(raw[i..], out var rune, out var consumed);
                AppendBytes(ref writer, utf8[..rune.EncodeToUtf8(utf8)]);
                i += consumed;
            }
        }
    }

    /// <summary>Decodes a query name or value; false when an escape is malformed or the bytes are no UTF-8.</summary>
    public static bool TryDecode(ReadOnlySpan<char> raw, out string decoded)
    {
        if (raw.IndexOfAny('%', '+') < 0)
        {
            decoded = raw.ToString();
            return true;
        }

        var writer = new Utf8Writer(stackalloc byte[512]);
        try
        {
            var isDecoded = TryAppendDecoded(ref writer, raw) && Utf8.IsValid(writer.Written);
            decoded = isDecoded ? Encoding.UTF8.GetString(writer.Written) : string.Empty;
            return isDecoded;
        }
        finally
        {
            writer.Dispose();
        }
    }

    private static bool TryAppendDecoded(ref Utf8Writer writer, ReadOnlySpan<char> raw)
    {
        for (var i = 0; i < raw.Length; i++)
        {
            var c = raw[i];
            if (c == '%')
            {
                if (!TryReadEscape(raw[i..], out var value))
                {
                    return false;
                }

                writer.Append(value);
                i += 2;
            }
            else if (c == '+')
            {
                writer.Append((byte)' ');
            }
            else
            {
                var width = char.IsHighSurrogate(c) && i + 1 < raw.Length ? 2 : 1;
                writer.Append(raw.Slice(i, width));
                i += width - 1;
            }
        }

        return true;
    }

    private static bool TryReadEscape(ReadOnlySpan<char> text, out byte value)
    {
        value = 0;
        if (text.Length < 3 || !char.IsAsciiHexDigit(text[1]) || !char.IsAsciiHexDigit(text[2]))
        {
            return false;
        }

        value = (byte)((HexValue(text[1]) << 4) | HexValue(text[2]));
        return true;
    }

    internal static int HexValue(char digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;

    private static void AppendBytes(ref Utf8Writer writer, scoped ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
        {
            AppendByte(ref writer, value, keepSlash: false);
        }
    }

    internal static void AppendByte(ref Utf8Writer writer, byte value, bool keepSlash)
    {
        // RFC 3986 §2.3
        if (char.IsAsciiLetterOrDigit((char)value) || value is (byte)'-' or (byte)'.' or (byte)'_' or (byte)'~' || (keepSlash && value == (byte)'/'))
        {
            writer.Append(value);
            return;
        }

        writer.Append((byte)'%');
        writer.Append("0123456789ABCDEF"u8[value >> 4]);
        writer.Append("0123456789ABCDEF"u8[value & 15]);
    }
}
