using System.Buffers.Text;
using System.Text;
using Federation.Model.Results;
using Federation.Model.Storage;

namespace Federation.Services.Iam;

/// <summary>IAM's paging: Marker, MaxItems 1 to 1000 (default 100), IsTruncated.</summary>
internal static class Paging
{
    internal const int DefaultItems = 100;
    internal const string MarkerPattern = @"[\u0020-\u00FF]+";

    /// <summary>The key that a marker carries.</summary>
    internal static Result<string> ReadMarker(string? marker)
    {
        if (marker is null)
        {
            return string.Empty;
        }

        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(Base64Url.DecodeFromChars(marker));
        }
        catch (Exception exception) when (exception is FormatException or DecoderFallbackException)
        {
            return CommonErrors.Validation("Invalid Marker.");
        }
    }

    /// <summary>A page of what is short enough to lie in memory whole, in ordinal order of its keys.</summary>
    internal static Result<Page<T>> Cut<T>(IEnumerable<T> items, Func<T, string> keyOf, string? marker, int? most)
    {
        var after = ReadMarker(marker);
        if (!after.Succeeded)
        {
            return after.Error;
        }

        var rest = items.Where(item => string.CompareOrdinal(keyOf(item), after.Value) > 0).OrderBy(keyOf, StringComparer.Ordinal).ToList();
        var take = most ?? DefaultItems;
        return rest.Count <= take ? new Page<T>(rest, null) : new Page<T>(rest[..take], keyOf(rest[take - 1]));
    }

    /// <summary>The marker of a key.</summary>
    internal static string? WriteMarker(string? key) => key is null ? null : Base64Url.EncodeToString(Encoding.UTF8.GetBytes(key));

    /// <summary>The key to go on after, null at the beginning.</summary>
    internal static string? After(string key) => key.Length == 0 ? null : key;
}
