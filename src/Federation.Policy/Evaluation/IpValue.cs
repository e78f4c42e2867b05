namespace Federation.Policy.Evaluation;

/// <summary>
/// An IPv4 or IPv6 address. An IPv4-mapped IPv6 address (<c>::ffff:203.0.113.5</c>), which a dual-stack socket reports for an IPv4
/// peer, is that IPv4 address, so that no range can be evaded by the way a socket was opened.
/// </summary>
internal readonly record struct IpValue(bool IsVersion4, UInt128 Bits)
{
    private static readonly UInt128 MappedPrefix = (UInt128)0xFFFF << 32;

    /// <summary>Number of bits of an address of this version.</summary>
    public int Width => IsVersion4 ? 32 : 128;

    public static bool TryParse(ReadOnlySpan<char> text, out IpValue value)
    {
        if (!text.Contains(':'))
        {
            var isVersion4 = TryParseVersion4(text, out var bits4);
            value = new IpValue(true, bits4);
            return isVersion4;
        }

        if (!TryParseVersion6(text, out var bits))
        {
            value = default;
            return false;
        }

        value = bits >> 32 == 0xFFFF ? new IpValue(true, bits & uint.MaxValue) : new IpValue(false, bits);
        return true;
    }

    /// <summary>Reads an address with or without a prefix length into the first and last address of the range.</summary>
    public static bool TryParseRange(ReadOnlySpan<char> text, out IpValue first, out UInt128 last)
    {
        last = default;
        var slash = text.IndexOf('/');
        if (!TryParse(slash < 0 ? text : text[..slash], out first))
        {
            return false;
        }

        var length = first.Width;
        if (slash >= 0 && !TryParsePrefixLength(text[(slash + 1)..], text[..slash].Contains(':') ? 128 : 32, out length))
        {
            return false;
        }

        if (slash >= 0 && first.IsVersion4 && text[..slash].Contains(':'))
        {
            // The length of a mapped range counts the 96 bits before the IPv4 address.
            length -= 96;
            if (length < 0)
            {
                first = new IpValue(false, MappedPrefix | first.Bits);
                length += 96;
            }
        }

        var hostBits = first.Width - length;
        var hostMask = hostBits == 128 ? UInt128.MaxValue : ((UInt128)1 << hostBits) - 1;
        last = first.Bits | hostMask;
        first = first with { Bits = first.Bits & ~hostMask };
        return true;
    }

    private static bool TryParsePrefixLength(ReadOnlySpan<char> text, int max, out int length)
    {
        length = 0;
        if (text.Length is 0 or > 3)
        {
            return false;
        }

        foreach (var c in text)
        {
            if (!char.IsAsciiDigit(c))
            {
                return false;
            }

            length = (length * 10) + (c - '0');
        }

        return length <= max;
    }

    private static bool TryParseVersion4(ReadOnlySpan<char> text, out UInt128 bits)
    {
        bits = 0;
        uint result = 0;
        for (var part = 0; part < 4; part++)
        {
            var end = part < 3 ? text.IndexOf('.') : text.Length;
            if (end is < 1 or > 3 || (end > 1 && text[0] == '0'))
            {
                return false;
            }

            uint number = 0;
            foreach (var c in text[..end])
            {
                if (!char.IsAsciiDigit(c))
                {
                    return false;
                }

                number = (number * 10) + (uint)(c - '0');
            }

            if (number > 255)
            {
                return false;
            }

            result = (result << 8) | number;
            text = part < 3 ? text[(end + 1)..] : default;
        }

        bits = result;
        return true;
    }

    // RFC 4291 2.2: eight groups, one run of zeros as "::", the last two groups perhaps as an IPv4 address.
    private static bool TryParseVersion6(ReadOnlySpan<char> text, out UInt128 bits)
    {
        bits = 0;
        UInt128 head = 0;
        UInt128 tail = 0;
        var headGroups = 0;
        var tailGroups = 0;
        var gap = text.IndexOf("::", StringComparison.Ordinal);
        if (gap < 0)
        {
            return TryParseGroups(text, out bits, out headGroups) && headGroups == 8;
        }

        if (!TryParseGroups(text[..gap], out head, out headGroups) || !TryParseGroups(text[(gap + 2)..], out tail, out tailGroups) || headGroups + tailGroups > 7)
        {
            return false;
        }

        bits = headGroups == 0 ? tail : (head << (128 - (headGroups * 16))) | tail;
        return true;
    }

    private static bool TryParseGroups(ReadOnlySpan<char> text, out UInt128 bits, out int groups)
    {
        bits = 0;
        groups = 0;
        while (!text.IsEmpty)
        {
            var colon = text.IndexOf(':');
            var group = colon < 0 ? text : text[..colon];
            if (colon < 0 && group.Contains('.'))
            {
                groups += 2;
                var isVersion4 = TryParseVersion4(group, out var low);
                bits = groups > 8 ? bits : (bits << 32) | low;
                return isVersion4 && groups <= 8;
            }

            if (++groups > 8 || !TryParseGroup(group, out var number) || colon == text.Length - 1)
            {
                return false;
            }

            bits = (bits << 16) | number;
            text = colon < 0 ? default : text[(colon + 1)..];
        }

        return true;
    }

    private static bool TryParseGroup(ReadOnlySpan<char> text, out uint number)
    {
        number = 0;
        if (text.Length is < 1 or > 4)
        {
            return false;
        }

        foreach (var c in text)
        {
            if (!char.IsAsciiHexDigit(c))
            {
                return false;
            }

            number = (number << 4) | (uint)(char.IsAsciiDigit(c) ? c - '0' : (c | 0x20) - 'a' + 10);
        }

        return true;
    }
}
