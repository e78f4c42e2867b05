using Federation.Model.Storage;

namespace Federation.Storage.Stores;

internal static class Paging
{
    /// <summary>Every list asks for one row more than its page holds: that row says that there is a next page.</summary>
    public static int Probe(int take)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(take);
        return checked(take + 1);
    }

    public static Page<T> Cut<TRow, T>(List<TRow> rows, int take, Func<TRow, T> read, Func<TRow, string> key)
    {
        var items = new List<T>(Math.Min(rows.Count, take));
        for (var i = 0; i < rows.Count && i < take; i++)
        {
            items.Add(read(rows[i]));
        }

        return new Page<T>(items, rows.Count > take ? key(rows[take - 1]) : null);
    }
}
