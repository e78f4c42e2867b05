using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Services.Iam.Shapes;

namespace Federation.Services.Iam;

/// <summary>Pages of an entity's tags, in order of their keys (AWS: the operations List…Tags).</summary>
/// <param name="Tags">At most as many as were asked for.</param>
/// <param name="Marker">For the next page; null on the last one.</param>
internal sealed record TagPage(IReadOnlyList<TagShape> Tags, string? Marker)
{
    /// <summary>The page after a marker.</summary>
    internal static Result<TagPage> Of(IReadOnlyList<Tag> tags, string? marker, int? maxItems)
    {
        var after = Paging.ReadMarker(marker);
        if (!after.Succeeded)
        {
            return after.Error;
        }

        var rest = tags.OrderBy(tag => tag.Key, StringComparer.OrdinalIgnoreCase)
            .SkipWhile(tag => after.Value.Length > 0 && StringComparer.OrdinalIgnoreCase.Compare(tag.Key, after.Value) <= 0).ToList();
        var take = maxItems ?? Paging.DefaultItems;
        return new TagPage([.. rest.Take(take).Select(TagShape.Of)], rest.Count > take ? Paging.WriteMarker(rest[take - 1].Key) : null);
    }
}
