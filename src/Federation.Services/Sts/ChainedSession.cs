using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Services.Iam.Shapes;
using Federation.Services.Pipeline;

namespace Federation.Services.Sts;

/// <summary>What a new session takes from the request and what it inherits from the caller's session along a role chain (AWS: Pass session tags in AWS STS, chaining roles; monitor actions with source identity).</summary>
/// <param name="Requested">Tags of the request.</param>
/// <param name="Tags">Tags of the new session: those of the request and the transitive ones of the caller's session.</param>
/// <param name="RequestedTransitiveKeys">TransitiveTagKeys of the request, without repetitions.</param>
/// <param name="TransitiveKeys">Keys that pass on to the next session of the chain.</param>
/// <param name="SourceIdentity">The source identity of the chain, or null.</param>
internal sealed record ChainedSession(
    IReadOnlyList<Tag> Requested, IReadOnlyList<Tag> Tags, IReadOnlyList<string> RequestedTransitiveKeys, IReadOnlyList<string> TransitiveKeys, string? SourceIdentity)
{
    /// <summary>AWS's quota of session tags, wherever they come from.</summary>
    private const int MostTags = 50;

    /// <summary>The rules that need no look at the role: what they refuse is refused for roles that are not there as well.</summary>
    internal static Result<ChainedSession> Of(IReadOnlyList<TagShape>? tags, IReadOnlyList<string>? transitiveKeys, string? sourceIdentity, Caller caller)
    {
        IReadOnlyList<Tag> requested = [.. (tags ?? []).Select(tag => tag.ToTag())];
        IReadOnlyList<string> keys = [.. (transitiveKeys ?? []).Distinct(StringComparer.OrdinalIgnoreCase)];
        var inherited = Inherited(caller);
        if (CheckTags(requested, keys, inherited) is { } wrong)
        {
            return wrong;
        }

        if (inherited.Count + requested.Count > MostTags)
        {
            return CommonErrors.Validation(
                $"The session would have {inherited.Count + requested.Count} tags, {inherited.Count} of them transitive tags of the calling session: a session can have at most {MostTags} tags.");
        }

        // AWS: once set, the source identity stays for the chain and cannot be changed.
        var present = caller.Session?.SourceIdentity;
        if (present is not null && sourceIdentity is not null && present != sourceIdentity)
        {
            return CommonErrors.AccessDenied("The source identity of the calling session cannot be changed.");
        }

        return new ChainedSession(
            requested,
            inherited.Count == 0 ? requested : [.. inherited, .. requested],
            keys,
            inherited.Count == 0 ? keys : [.. inherited.Select(tag => tag.Key), .. keys],
            sourceIdentity ?? present);
    }

    /// <summary>The rules of tags that begin no chain; null where they are kept.</summary>
    internal static AwsError? CheckRequested(IReadOnlyList<TagShape>? tags) => CheckTags([.. (tags ?? []).Select(tag => tag.ToTag())], [], []);

    private static AwsError? CheckTags(IReadOnlyList<Tag> requested, IReadOnlyList<string> transitiveKeys, IReadOnlyList<Tag> inherited)
    {
        if (requested.DistinctBy(tag => tag.Key, StringComparer.OrdinalIgnoreCase).Count() != requested.Count)
        {
            return CommonErrors.InvalidParameterValue("Duplicate tag keys found. Please note that Tag keys are case insensitive.");
        }

        if (requested.Any(tag => tag.Key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase)))
        {
            return CommonErrors.InvalidParameterValue("Tag keys that begin with aws: are reserved for system use.");
        }

        if (transitiveKeys.Any(key => Has(inherited, key)))
        {
            return CommonErrors.InvalidParameterValue("One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session.");
        }

        if (requested.Any(tag => Has(inherited, tag.Key)))
        {
            return CommonErrors.InvalidParameterValue("One of the specified tag keys can't be set because it conflicts with a transitive tag key from the calling session.");
        }

        return transitiveKeys.All(key => Has(requested, key))
            ? null
            : CommonErrors.InvalidParameterValue("The specified transitive tag key must be included in the requested tags.");
    }

    private static IReadOnlyList<Tag> Inherited(Caller caller) => caller.Session is not { TransitiveTagKeys.Count: > 0 } session
        ? []
        : [.. session.Tags.Where(tag => session.TransitiveTagKeys.Contains(tag.Key, StringComparer.OrdinalIgnoreCase))];

    private static bool Has(IReadOnlyList<Tag> tags, string key) => tags.Any(tag => string.Equals(tag.Key, key, StringComparison.OrdinalIgnoreCase));
}
