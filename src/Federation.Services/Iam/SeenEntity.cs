using Federation.Model.Storage;

namespace Federation.Services.Iam;

/// <summary>What of an entity its demand was decided on. A write in between that changed none of it is no reason to refuse.</summary>
internal static class SeenEntity
{
    /// <summary>Id, ARN, boundary and tags in one text.</summary>
    internal static string Of(string id, string arn, string? boundary, IReadOnlyList<Tag> tags) =>
        string.Join('\0', new[] { id, arn, boundary ?? string.Empty }.Concat(tags.SelectMany(tag => new[] { tag.Key, tag.Value })));
}
