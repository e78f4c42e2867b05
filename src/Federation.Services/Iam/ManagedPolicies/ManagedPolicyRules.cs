using System.Globalization;
using Federation.Model.ManagedPolicies;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Policy;
using Federation.Services.Iam.Roles;
using Federation.Services.Pipeline;
using Federation.Services.Policies;

namespace Federation.Services.Iam.ManagedPolicies;

/// <summary>What the managed policy operations share: patterns, quotas, texts and demands.</summary>
internal static class ManagedPolicyRules
{
    internal const string NamePattern = @"[\w+=,.@-]+";
    internal const string PathPattern = @"((/[A-Za-z0-9\.,\+@=_-]+)*)/";
    internal const string DocumentPattern = @"[\u0009\u000A\u000D\u0020-\u00FF]+";
    internal const string VersionPattern = @"v[1-9][0-9]*(\.[A-Za-z0-9-]*)?";
    internal const string MarkerPattern = @"[\u0020-\u00FF]+";

    /// <summary>AWS's quota of a managed policy, characters without white space.</summary>
    internal const int MostCharacters = 6144;

    /// <summary>AWS's quota of versions of one policy.</summary>
    internal const int MostVersions = 5;

    private const string Kind = "policy";

    /// <summary>AWS's answer where a policy is asked for that is not there, or not in the caller's account.</summary>
    internal static AwsError NotFound(string arn) => IamErrors.NoSuchEntity($"Policy {arn} was not found.");

    /// <summary>AWS's answer to a text in the place of an ARN.</summary>
    internal static AwsError? CheckArn(string arn) => Arn.TryParse(arn, out _) ? null : IamErrors.InvalidInput($"ARN {arn} is not valid.");

    /// <summary>MalformedPolicyDocument or LimitExceeded, or null for a document that may be stored.</summary>
    internal static AwsError? CheckDocument(string document) =>
        PolicyDocuments.CheckIdentity(document)
        ?? (InlinePolicyQuota.Size(document) > MostCharacters ? IamErrors.LimitExceeded($"Cannot exceed quota for PolicySize: {MostCharacters}") : null);

    /// <summary>A policy that the caller may look at, with the counts of the caller's account: its own or one of the gateway's.</summary>
    internal static async Task<Result<ManagedPolicy>> FindAsync(IUnitOfWork store, OperationContext context, string arn, CancellationToken cancellationToken)
    {
        if (CheckArn(arn) is { } invalid)
        {
            return invalid;
        }

        var policy = await ManagedPolicyLookup.FindAsync(context.Caller.AccountId, arn, store, cancellationToken);
        return !context.IsAsSeen(Kind, arn, IdentityOf(policy)) ? IamErrors.ConcurrentChange() : policy is null ? NotFound(arn) : policy;
    }

    /// <summary>A policy that the caller's account may change; those of the gateway belong to nobody's account.</summary>
    internal static async Task<Result<ManagedPolicy>> FindOwnAsync(IUnitOfWork store, OperationContext context, string arn, CancellationToken cancellationToken) =>
        AwsManagedPolicies.Find(arn) is null
            ? await FindAsync(store, context, arn, cancellationToken)
            : CommonErrors.AccessDenied("Policy is outside your own account.");

    /// <summary>The demand of an operation on an existing policy: its ARN with its tags as condition keys.</summary>
    internal static async Task<Demand> OnExistingAsync(
        string action, string arn, OperationContext context, CancellationToken cancellationToken, Action<IDictionary<string, IReadOnlyList<string>>>? more = null)
    {
        var keys = new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase);
        var account = context.Caller.AccountId;
        var policy = AwsManagedPolicies.Find(arn)?.Policy ?? await ManagedPolicyLookup.FindOwnAsync(account, arn, await context.ReadAsync(cancellationToken), cancellationToken);
        context.Saw(Kind, arn, IdentityOf(policy));
        TagRules.AddResourceContext(keys, policy?.Tags ?? []);
        more?.Invoke(keys);
        return Demand.Identity(action, arn, account) with { Context = keys, Shown = $"policy {arn}" };
    }

    /// <summary>The number of a version id; null where no policy can have such a version.</summary>
    internal static int? Number(string versionId) => int.TryParse(versionId.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>A version of a policy, or NoSuchEntity.</summary>
    internal static async Task<Result<ManagedPolicyVersion>> FindVersionAsync(IUnitOfWork store, ManagedPolicy policy, string versionId, CancellationToken cancellationToken)
    {
        var version = Number(versionId) is not { } number ? null
            : AwsManagedPolicies.Find(policy.Arn) is { } builtIn ? (number == builtIn.Policy.DefaultVersion ? builtIn.Version : null)
            : await store.ManagedPolicies.FindVersionAsync(policy.AccountId, policy.PolicyId, number, cancellationToken);
        return version is null ? IamErrors.NoSuchEntity($"Policy {policy.Arn} version {versionId} does not exist or is not attachable.") : version;
    }

    private static string? IdentityOf(ManagedPolicy? policy) => policy is null ? null : SeenEntity.Of(policy.PolicyId, policy.Arn, null, policy.Tags);
}
