using Federation.Model.Results;
using Federation.Model.Storage;

namespace Federation.Services.Iam;

/// <summary>Pages of lists that a quota keeps short, so that they are read whole.</summary>
internal static class ShortList
{
    /// <summary>The page after a marker.</summary>
    /// <param name="items">All items in ordinal order of their keys.</param>
    /// <param name="key">The key of an item, unique in the list.</param>
    /// <param name="marker">Marker of the page before; null for the first.</param>
    /// <param name="maxItems">Most items of the page; null for the default.</param>
    internal static Result<Page<T>> Cut<T>(IReadOnlyList<T> items, Func<T, string> key, string? marker, int? maxItems)
    {
        var after = Paging.ReadMarker(marker);
        if (!after.Succeeded)
        {
            return after.Error;
        }

        var take = maxItems ?? Paging.DefaultItems;
        var rest = items.SkipWhile(item => Paging.After(after.Value) is { } last && string.CompareOrdinal(key(item), last) <= 0).ToList();
        return rest.Count > take ? new Page<T>(rest[..take], key(rest[take - 1])) : new Page<T>(rest, null);
    }
}
