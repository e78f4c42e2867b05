using System.Text.Json;
using System.Text.RegularExpressions;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Services.Federated;

namespace Federation.Services.WebIdentity;

/// <summary>
/// What a token says of the sessions that it begins (AWS: Passing session tags using AssumeRoleWithWebIdentity; monitor actions with source identity): nested in
/// <c>https://aws.amazon.com/tags</c>, or flat in claims whose names go on after it.
/// </summary>
internal static partial class TokenSession
{
    private const string TagsClaim = "https://aws.amazon.com/tags";
    private const string FlatTag = TagsClaim + "/principal_tags/";
    private const string FlatKeys = TagsClaim + "/transitive_tag_keys";
    private const string SourceClaim = "https://aws.amazon.com/source_identity";
    private const int MostTags = 50;

    internal static Result<AssertedSession> Read(JsonElement claims)
    {
        var tags = ReadTags(claims);
        if (!tags.Succeeded)
        {
            return tags.Error;
        }

        var transitive = ReadKeys(claims);
        if (transitive is null)
        {
            return Rejected("transitive_tag_keys must be a list of keys");
        }

        if (transitive.Any(key => !tags.Value.Any(tag => string.Equals(tag.Key, key, StringComparison.OrdinalIgnoreCase))))
        {
            return CommonErrors.InvalidParameterValue("The specified transitive tag key must be included in the requested tags.");
        }

        if (!claims.TryGetProperty(SourceClaim, out var source))
        {
            return new AssertedSession(null, tags.Value, transitive, null);
        }

        return source.ValueKind == JsonValueKind.String && SourcePattern().IsMatch(source.GetString()!) && !source.GetString()!.StartsWith("aws:", StringComparison.OrdinalIgnoreCase)
            ? new AssertedSession(null, tags.Value, transitive, source.GetString())
            : Rejected("source_identity must have 2 to 64 characters of [\\w+=,.@-]");
    }

    private static Result<IReadOnlyList<Tag>> ReadTags(JsonElement claims)
    {
        var tags = new List<Tag>();
        foreach (var (key, value) in TagClaims(claims))
        {
            // AWS shows a list of one value; a text says the same.
            if (StrictJson.Texts(value) is not [var text] || key.Length is < 1 or > 128 || text.Length > 256 || !TagPattern().IsMatch(key) || !TagPattern().IsMatch(text)
                || key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase))
            {
                return Rejected("a principal tag is not valid");
            }

            tags.Add(new Tag(key, text));
        }

        return tags.Count > MostTags ? Rejected("at most 50 session tags are allowed")
            : tags.DistinctBy(tag => tag.Key, StringComparer.OrdinalIgnoreCase).Count() != tags.Count
                ? CommonErrors.InvalidParameterValue("Duplicate tag keys found. Please note that Tag keys are case insensitive.")
            : Result<IReadOnlyList<Tag>>.Of(tags);
    }

    private static IEnumerable<(string Key, JsonElement Value)> TagClaims(JsonElement claims)
    {
        foreach (var claim in claims.EnumerateObject())
        {
            if (claim.Name.StartsWith(FlatTag, StringComparison.Ordinal))
            {
                yield return (claim.Name[FlatTag.Length..], claim.Value);
            }
            else if (claim.NameEquals(TagsClaim))
            {
                foreach (var tag in NestedTags(claim.Value))
                {
                    yield return tag;
                }
            }
        }
    }

    /// <summary>What is not of the documented form gives one tag that no rule lets pass: a session whose tags cannot be read does not begin without them.</summary>
    private static IEnumerable<(string Key, JsonElement Value)> NestedTags(JsonElement nested) =>
        nested.ValueKind != JsonValueKind.Object ? [(string.Empty, nested)]
        : !nested.TryGetProperty("principal_tags", out var tags) ? []
        : tags.ValueKind != JsonValueKind.Object ? [(string.Empty, tags)]
        : tags.EnumerateObject().Select(tag => (tag.Name, tag.Value));

    /// <summary>Null where the claim is no list of texts.</summary>
    private static IReadOnlyList<string>? ReadKeys(JsonElement claims)
    {
        var (isFlat, isNested) = (claims.TryGetProperty(FlatKeys, out var flat), false);
        JsonElement nested = default;
        if (claims.TryGetProperty(TagsClaim, out var tags) && tags.ValueKind == JsonValueKind.Object)
        {
            isNested = tags.TryGetProperty("transitive_tag_keys", out nested);
        }

        var (flatKeys, nestedKeys) = (isFlat ? StrictJson.Texts(flat) : [], isNested ? StrictJson.Texts(nested) : []);
        return flatKeys is null || nestedKeys is null ? null : [.. flatKeys.Concat(nestedKeys).Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    private static AwsError Rejected(string reason) => StsErrors.IdpRejectedClaim($"The token has a claim that cannot be taken: {reason}");

    [GeneratedRegex(@"\A[\w+=,.@-]{2,64}\z", RegexOptions.CultureInvariant | RegexOptions.ECMAScript, matchTimeoutMilliseconds: 5000)]
    private static partial Regex SourcePattern();

    [GeneratedRegex(@"\A[\p{L}\p{Z}\p{N}_.:/=+\-@]*\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 5000)]
    private static partial Regex TagPattern();
}
