using Federation.Storage.Sql;

namespace Federation.Storage.Sessions;

/// <summary>The windows that counters divide time into, the same on every node: they begin at multiples of their length since 1970.</summary>
internal static class Windows
{
    public static long StartOf(DateTimeOffset now, TimeSpan window)
    {
        var length = Length(window);
        return Instants.Of(now) / length * length;
    }

    public static long EndOf(long start, TimeSpan window) => start + Length(window);

    private static long Length(TimeSpan window)
    {
        var milliseconds = (long)window.TotalMilliseconds;
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(milliseconds, nameof(window));
        return milliseconds;
    }
}
