using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Federation.Wire.Query;

/// <summary>Decodes <c>application/x-www-form-urlencoded</c> names and values.</summary>
internal static class FormDecoding
{
    private static readonly SearchValues<byte> Encoded = SearchValues.Create("%+"u8);

    public static bool IsPlain(ReadOnlySpan<byte> raw) => !raw.ContainsAny(Encoded);

    /// <summary>Decodes to text; false for a malformed escape or bytes that are no UTF-8.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> raw, out string text)
    {
        if (IsPlain(raw))
        {
            return TryGetText(raw, out text);
        }

        var rented = raw.Length > 512 ? ArrayPool<byte>.Shared.Rent(raw.Length) : null;
        var decoded = rented ?? stackalloc byte[512];
        text = string.Empty;
        var isDecoded = TryDecode(raw, decoded, out var length) && TryGetText(decoded[..length], out text);
        if (rented is not null)
        {
            // Passwords and assertions pass through here.
            ArrayPool<byte>.Shared.Return(rented, clearArray: true);
        }

        return isDecoded;
    }

    /// <summary>Decodes to bytes; the target must be as long as the source.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> raw, Span<byte> target, out int length)
    {
        length = 0;
        while (!raw.IsEmpty)
        {
            var at = raw.IndexOfAny(Encoded);
            var plain = at < 0 ? raw : raw[..at];
            plain.CopyTo(target[length..]);
            length += plain.Length;
            if (at < 0)
            {
                return true;
            }

            if (raw[at] == (byte)'+')
            {
                target[length++] = (byte)' ';
                raw = raw[(at + 1)..];
                continue;
            }

            if (raw.Length < at + 3 || !char.IsAsciiHexDigit((char)raw[at + 1]) || !char.IsAsciiHexDigit((char)raw[at + 2]))
            {
                return false;
            }

            target[length++] = (byte)((SigV4.PercentEncoding.HexValue((char)raw[at + 1]) << 4) | SigV4.PercentEncoding.HexValue((char)raw[at + 2]));
            raw = raw[(at + 3)..];
        }

        return true;
    }

    private static bool TryGetText(ReadOnlySpan<byte> utf8, out string text)
    {
        var isValid = Utf8.IsValid(utf8);
        text = isValid ? Encoding.UTF8.GetString(utf8) : string.Empty;
        return isValid;
    }
}
