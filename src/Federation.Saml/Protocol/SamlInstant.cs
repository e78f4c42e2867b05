using System.Globalization;

namespace Federation.Saml.Protocol;

/// <summary>Instants as SAML writes them: xs:dateTime in UTC (SAML Core 1.3.3).</summary>
public static class SamlInstant
{
    /// <summary>Writes an instant in UTC with milliseconds, such as <c>2026-11-25T01:03:29.000Z</c>.</summary>
    public static string Format(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>Reads an xs:dateTime; a value without a zone is UTC. Fractions beyond 100 ns are cut.</summary>
    /// <returns>False when the text is no such instant.</returns>
    public static bool TryParse(string? text, out DateTimeOffset instant)
    {
        instant = default;
        var rest = text.AsSpan().Trim(" \t\r\n");
        if (rest.Length is < 19 or > 64 || !TryDateTime(rest[..19], out var whole) || !TryFraction(rest[19..], out var ticks, out rest) ||
            !TryZone(rest, out var offset))
        {
            return false;
        }

        var utcTicks = whole.Ticks + ticks - offset.Ticks;
        if (utcTicks < DateTime.MinValue.Ticks || utcTicks > DateTime.MaxValue.Ticks)
        {
            return false;
        }

        instant = new DateTimeOffset(utcTicks, TimeSpan.Zero);
        return true;
    }

    private static bool TryDateTime(ReadOnlySpan<char> text, out DateTime value)
    {
        value = default;
        if (text[4] != '-' || text[7] != '-' || text[10] != 'T' || text[13] != ':' || text[16] != ':' ||
            !TryNumber(text[..4], out var year) || !TryNumber(text[5..7], out var month) || !TryNumber(text[8..10], out var day) ||
            !TryNumber(text[11..13], out var hour) || !TryNumber(text[14..16], out var minute) || !TryNumber(text[17..19], out var second))
        {
            return false;
        }

        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 59)
        {
            return false;
        }

        value = new DateTime(year, month, day, hour, minute, second, DateTimeKind.Utc);
        return true;
    }

    private static bool TryFraction(ReadOnlySpan<char> text, out long ticks, out ReadOnlySpan<char> rest)
    {
        ticks = 0;
        rest = text;
        if (text.IsEmpty || text[0] != '.')
        {
            return true;
        }

        var unit = TimeSpan.TicksPerSecond / 10;
        var length = 1;
        for (; length < text.Length && char.IsAsciiDigit(text[length]); length++)
        {
            ticks += (text[length] - '0') * unit;
            unit /= 10;
        }

        rest = text[length..];
        return length > 1;
    }

    private static bool TryZone(ReadOnlySpan<char> text, out TimeSpan offset)
    {
        offset = TimeSpan.Zero;
        if (text.IsEmpty || text is "Z")
        {
            return true;
        }

        if (text.Length != 6 || text[0] is not ('+' or '-') || text[3] != ':' || !TryNumber(text[1..3], out var hours) ||
            !TryNumber(text[4..], out var minutes) || hours > 14 || minutes > 59)
        {
            return false;
        }

        var size = new TimeSpan(hours, minutes, 0);
        offset = text[0] == '-' ? -size : size;
        return true;
    }

    private static bool TryNumber(ReadOnlySpan<char> digits, out int value)
    {
        value = 0;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiDigit(digit))
            {
                return false;
            }

            value = (value * 10) + (digit - '0');
        }

        return true;
    }
}
