using Federation.Model.Identifiers;
using Federation.Model.Storage;
using Federation.Policy;
using Federation.Services.Caching;
using Federation.Services.Policies;

namespace Federation.Services.Authorization;

/// <summary>Managed policies, compiled once for all principals that they hang on and kept until something in their account changes.</summary>
public sealed class ManagedPolicyDirectory(IDatabase database, IChangeTracker tracker, CacheOptions options)
{
    private readonly VersionedCache<(string Arn, PolicyKind Kind), KeptPolicy> _policies = new(
        tracker, options.ManagedPolicies, static kept => kept.DocumentLength * CacheOptions.BytesOfPolicyCharacter,
        (account, key, cancellationToken) => LoadAsync(database, account, key.Arn, key.Kind, cancellationToken));

    /// <summary>The version in force of a policy that principals of the account may use. One that is not there denies everything: fail closed.</summary>
    /// <param name="account">Account of the principal.</param>
    /// <param name="arn">ARN of the policy.</param>
    /// <param name="kind">What it is to the principal: identity policy, boundary or session policy.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask<CompiledPolicy> CompileAsync(AccountId account, string arn, PolicyKind kind, CancellationToken cancellationToken) =>
        AwsManagedPolicies.Find(arn) is { } builtIn
            ? builtIn.Compiled(kind)
            : (await _policies.GetAsync(account, (arn, kind), cancellationToken))?.Policy ?? CompiledPolicy.Unreadable(kind, arn);

    private static async Task<KeptPolicy?> LoadAsync(IDatabase database, AccountId account, string arn, PolicyKind kind, CancellationToken cancellationToken)
    {
        await using var store = await database.BeginReadAsync(cancellationToken);
        return await ManagedPolicyLookup.FindOwnAsync(account, arn, store, cancellationToken) is { } policy
            && await store.ManagedPolicies.FindDefaultVersionAsync(account, policy.PolicyId, cancellationToken) is { } version
            ? new KeptPolicy(CompiledPolicy.CompileStored(version.Document, kind, policy.PolicyName), version.Document.Length)
            : null;
    }

    private sealed record KeptPolicy(CompiledPolicy Policy, int DocumentLength);
}
