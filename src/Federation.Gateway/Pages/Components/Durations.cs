using System.Globalization;

namespace Federation.Gateway.Pages.Components;

/// <summary>Lengths of time in words.</summary>
internal static class Durations
{
    /// <summary><c>45 minutes</c>, <c>1 hour</c>, <c>1 hour 30 minutes</c>; seconds only where there are some.</summary>
    internal static string InWords(int seconds)
    {
        var (hours, minutes, rest) = (seconds / 3600, seconds % 3600 / 60, seconds % 60);
        return string.Join(' ', new[] { Part(hours, "hour"), Part(minutes, "minute"), Part(rest, "second") }.Where(part => part.Length > 0));
    }

    private static string Part(int count, string unit) => count switch
    {
        0 => string.Empty,
        1 => "1 " + unit,
        _ => count.ToString(CultureInfo.InvariantCulture) + " " + unit + "s",
    };
}
