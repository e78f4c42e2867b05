using System.Buffers.Binary;

namespace Federation.Model.Identifiers;

/// <summary>
/// Makes and reads the 20-character ids: a four-letter prefix and ten bytes in base32 (RFC 4648 §6, <c>A-Z2-7</c>).
/// The first six bytes are a set bit, the account number (40 bits) and seven random bits, so that an access key id names its account
/// without a look-up; the last four bytes are random. 39 random bits a prefix and account: the store's unique key catches the rest.
/// </summary>
public static class UniqueIds
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const ulong AccountMask = 0x7fff_ffff_ff80;
    private const ulong PresentKind = 0x8000_0000_0000;

    /// <summary>A fresh id of <paramref name="account"/>; <paramref name="prefix"/> is one of <see cref="UniqueIdPrefix"/>.</summary>
    public static string Create(string prefix, AccountId account)
    {
        ArgumentException.ThrowIfNullOrEmpty(prefix);
        Span<byte> bytes = stackalloc byte[10];
        IdBytes.Fill(bytes);
        var head = PresentKind | (((ulong)account.ToNumber() << 7) & AccountMask) | (bytes[5] & 0x7fUL);
        Span<byte> wide = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(wide, head);
        wide[2..].CopyTo(bytes);
        Span<char> text = stackalloc char[16];
        for (var i = 0; i < text.Length; i++)
        {
            text[i] = Alphabet[FiveBitsAt(bytes, i * 5)];
        }

        return string.Concat(prefix, text);
    }

    /// <summary>The account that an access key id carries.</summary>
    /// <returns>False where the text is not an id of the present kind.</returns>
    public static bool TryGetAccount(string? id, out AccountId account)
    {
        account = default;
        if (id is not { Length: 20 or 21 })
        {
            return false;
        }

        ulong bits = 0;
        foreach (var c in id.AsSpan(4, 10))
        {
            var digit = Alphabet.IndexOf(c, StringComparison.Ordinal);
            if (digit < 0)
            {
                return false;
            }

            bits = (bits << 5) | (uint)digit;
        }

        // Ten characters are 50 bits; the account sits in the first 48.
        bits >>= 2;
        return (bits & PresentKind) != 0 && AccountId.TryCreate(((bits & AccountMask) >> 7).ToString("D12", System.Globalization.CultureInfo.InvariantCulture), out account);
    }

    private static int FiveBitsAt(ReadOnlySpan<byte> bytes, int bit)
    {
        var window = (bytes[bit / 8] << 8) | (bit / 8 + 1 < bytes.Length ? bytes[bit / 8 + 1] : 0);
        return (window >> (11 - bit % 8)) & 31;
    }
}
