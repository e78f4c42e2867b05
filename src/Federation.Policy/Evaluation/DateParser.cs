using System.Globalization;

namespace Federation.Policy.Evaluation;

/// <summary>
/// Dates of conditions and contexts: the W3C profile of ISO 8601 (year, month, day, or an instant with optional seconds and
/// fraction) or seconds since 1970. Four digits alone are a year. An instant without zone is UTC.
/// </summary>
internal static class DateParser
{
    private const int MaxFraction = 7;

    public static bool TryParse(ReadOnlySpan<char> text, out long utcTicks)
    {
        utcTicks = 0;
        return text.Length != 4 && TryParseEpoch(text, out utcTicks) ? true : TryParseIso(text, out utcTicks);
    }

    private static bool TryParseEpoch(ReadOnlySpan<char> text, out long utcTicks)
    {
        utcTicks = 0;
        if (!decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
            || seconds < -62135596800m || seconds > 253402300799m)
        {
            return false;
        }

        utcTicks = DateTime.UnixEpoch.Ticks + (long)decimal.Floor(seconds * TimeSpan.TicksPerSecond);
        return true;
    }

    private static bool TryParseIso(ReadOnlySpan<char> text, out long utcTicks)
    {
        utcTicks = 0;
        var rest = text;
        var month = 1;
        var day = 1;
        if (!TakeDigits(ref rest, 4, out var year) || (Take(ref rest, '-') && !TakeDigits(ref rest, 2, out month)) || (Take(ref rest, '-') && !TakeDigits(ref rest, 2, out day))
            || year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
        {
            return false;
        }

        var ticks = new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Utc).Ticks;
        if (rest.IsEmpty)
        {
            utcTicks = ticks;
            return true;
        }

        // A time needs a whole date before it.
        return text.Length >= 11 && (text[10] is 'T' or 't') && text.Length - rest.Length == 10 && TryAddTime(rest[1..], ticks, out utcTicks);
    }

    private static bool TryAddTime(ReadOnlySpan<char> rest, long dateTicks, out long utcTicks)
    {
        utcTicks = 0;
        var second = 0;
        if (!TakeDigits(ref rest, 2, out var hour) || !Take(ref rest, ':') || !TakeDigits(ref rest, 2, out var minute)
            || (Take(ref rest, ':') && !TakeDigits(ref rest, 2, out second)) || hour > 23 || minute > 59 || second > 59)
        {
            return false;
        }

        long fraction = 0;
        if (Take(ref rest, '.') && !TakeFraction(ref rest, out fraction))
        {
            return false;
        }

        if (!TryTakeZone(rest, out var offsetMinutes))
        {
            return false;
        }

        var time = (hour * TimeSpan.TicksPerHour) + (minute * TimeSpan.TicksPerMinute) + (second * TimeSpan.TicksPerSecond) + fraction;
        utcTicks = dateTicks + time - (offsetMinutes * TimeSpan.TicksPerMinute);
        return true;
    }

    private static bool TryTakeZone(ReadOnlySpan<char> rest, out int offsetMinutes)
    {
        offsetMinutes = 0;
        if (rest.IsEmpty || rest is "Z" or "z")
        {
            return true;
        }

        var sign = rest[0] == '-' ? -1 : 1;
        if ((!Take(ref rest, '+') && !Take(ref rest, '-')) || !TakeDigits(ref rest, 2, out var hours))
        {
            return false;
        }

        Take(ref rest, ':');
        if (!TakeDigits(ref rest, 2, out var minutes) || !rest.IsEmpty || hours > 14 || minutes > 59)
        {
            return false;
        }

        offsetMinutes = sign * ((hours * 60) + minutes);
        return true;
    }

    private static bool TakeFraction(ref ReadOnlySpan<char> rest, out long ticks)
    {
        ticks = 0;
        var digits = 0;
        while (digits < rest.Length && char.IsAsciiDigit(rest[digits]))
        {
            if (digits < MaxFraction)
            {
                ticks = (ticks * 10) + (rest[digits] - '0');
            }

            digits++;
        }

        for (var i = digits; i < MaxFraction; i++)
        {
            ticks *= 10;
        }

        rest = rest[digits..];
        return digits > 0;
    }

    private static bool Take(ref ReadOnlySpan<char> rest, char expected)
    {
        if (rest.IsEmpty || rest[0] != expected)
        {
            return false;
        }

        rest = rest[1..];
        return true;
    }

    private static bool TakeDigits(ref ReadOnlySpan<char> rest, int count, out int value)
    {
        value = 0;
        if (rest.Length < count)
        {
            return false;
        }

        for (var i = 0; i < count; i++)
        {
            if (!char.IsAsciiDigit(rest[i]))
            {
                return false;
            }

            value = (value * 10) + (rest[i] - '0');
        }

        rest = rest[count..];
        return true;
    }
}
