using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Services.Iam.Shapes;

namespace Federation.Services.Iam;

/// <summary>Rules that all tags share (AWS: Tagging IAM resources): at most 50, keys unique without case, <c>aws:</c> is reserved.</summary>
internal static class TagRules
{
    internal const int Most = 50;
    internal const string KeyPattern = @"[\p{L}\p{Z}\p{N}_.:/=+\-@]+";

    /// <summary>The tags of a request for a new entity.</summary>
    internal static Result<IReadOnlyList<Tag>> Read(IReadOnlyList<TagShape>? shapes)
    {
        if (shapes is null || shapes.Count == 0)
        {
            return Result<IReadOnlyList<Tag>>.Of([]);
        }

        if (shapes.DistinctBy(tag => tag.Key, StringComparer.OrdinalIgnoreCase).Count() != shapes.Count)
        {
            return IamErrors.InvalidInput("Duplicate tag keys found. Please note that Tag keys are case insensitive.");
        }

        if (shapes.Any(tag => tag.Key!.StartsWith("aws:", StringComparison.OrdinalIgnoreCase)))
        {
            return IamErrors.InvalidInput("Tag keys that begin with aws: are reserved for system use.");
        }

        return shapes.Count > Most
            ? IamErrors.LimitExceeded($"The number of tags has reached the maximum limit of {Most}.")
            : Result<IReadOnlyList<Tag>>.Of([.. shapes.Select(tag => tag.ToTag())]);
    }

    /// <summary>The tags after some were added or overwritten.</summary>
    internal static Result<IReadOnlyList<Tag>> Merge(IReadOnlyList<Tag> present, IReadOnlyList<TagShape>? added)
    {
        var read = Read(added);
        if (!read.Succeeded)
        {
            return read;
        }

        IReadOnlyList<Tag> merged = [.. present.Where(tag => !read.Value.Any(other => Same(tag.Key, other.Key))), .. read.Value];
        return merged.Count > Most ? IamErrors.LimitExceeded($"The number of tags has reached the maximum limit of {Most}.") : Result<IReadOnlyList<Tag>>.Of(merged);
    }

    /// <summary>The tags without some keys.</summary>
    internal static IReadOnlyList<Tag> Without(IReadOnlyList<Tag> present, IReadOnlyList<string>? keys) =>
        keys is null ? present : [.. present.Where(tag => !keys.Contains(tag.Key, StringComparer.OrdinalIgnoreCase))];

    /// <summary>The shapes of tags; null where there are none, as IAM leaves the member out then.</summary>
    internal static IReadOnlyList<TagShape>? Show(IReadOnlyList<Tag> tags) => tags.Count == 0 ? null : [.. tags.Select(TagShape.Of)];

    /// <summary>A page of an entity's tags, sorted by key (AWS: ListUserTags and its kin).</summary>
    internal static Result<Page<TagShape>> Page(IReadOnlyList<Tag> tags, string? marker, int? most) => Paging.Cut(tags.Select(TagShape.Of), tag => tag.Key!, marker, most);

    /// <summary>aws:RequestTag/KEY and aws:TagKeys.</summary>
    internal static void AddRequestContext(IDictionary<string, IReadOnlyList<string>> context, IReadOnlyList<TagShape>? tags)
    {
        foreach (var tag in tags ?? [])
        {
            context[$"aws:RequestTag/{tag.Key}"] = [tag.Value!];
        }

        if (tags is { Count: > 0 })
        {
            context["aws:TagKeys"] = [.. tags.Select(tag => tag.Key!)];
        }
    }

    /// <summary>aws:TagKeys of a request that removes tags.</summary>
    internal static void AddKeyContext(IDictionary<string, IReadOnlyList<string>> context, IReadOnlyList<string>? keys)
    {
        if (keys is { Count: > 0 })
        {
            context["aws:TagKeys"] = keys;
        }
    }

    /// <summary>aws:ResourceTag/KEY and iam:ResourceTag/KEY.</summary>
    internal static void AddResourceContext(IDictionary<string, IReadOnlyList<string>> context, IReadOnlyList<Tag> tags)
    {
        foreach (var tag in tags)
        {
            context[$"aws:ResourceTag/{tag.Key}"] = [tag.Value];
            context[$"iam:ResourceTag/{tag.Key}"] = [tag.Value];
        }
    }

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
