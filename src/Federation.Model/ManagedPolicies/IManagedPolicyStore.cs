using Federation.Model.Identifiers;
using Federation.Model.Storage;

namespace Federation.Model.ManagedPolicies;

/// <summary>The accounts' own managed policies and their versions.</summary>
public interface IManagedPolicyStore
{
    /// <summary>Adds a policy with its first version. Conflict: the name (without case) or the id is taken.</summary>
    Task<StoreOutcome> AddAsync(ManagedPolicy policy, ManagedPolicyVersion first, CancellationToken cancellationToken);

    /// <summary>By name without case, or null.</summary>
    Task<ManagedPolicy?> FindByNameAsync(AccountId account, string policyName, CancellationToken cancellationToken);

    /// <summary>By unique id, or null.</summary>
    Task<ManagedPolicy?> FindByIdAsync(AccountId account, string policyId, CancellationToken cancellationToken);

    /// <summary>In order of the name key, whose path begins with <paramref name="pathPrefix"/>.</summary>
    Task<Page<ManagedPolicy>> ListAsync(AccountId account, string pathPrefix, string? after, int take, CancellationToken cancellationToken);

    /// <summary>Like <see cref="ListAsync"/>, only those that something hangs on in this way.</summary>
    Task<Page<ManagedPolicy>> ListUsedAsync(AccountId account, PolicyUsage usage, string pathPrefix, string? after, int take, CancellationToken cancellationToken);

    /// <summary>How many policies of its own the account has.</summary>
    Task<int> CountAsync(AccountId account, CancellationToken cancellationToken);

    /// <summary>How many versions they have together.</summary>
    Task<int> CountVersionsAsync(AccountId account, CancellationToken cancellationToken);

    /// <summary>Writes default and last version, tags and instant of change of a policy of the version it was read with.</summary>
    Task<StoreOutcome> UpdateAsync(ManagedPolicy policy, CancellationToken cancellationToken);

    /// <summary>Removes a policy with all its versions. Stale: it is not there, or changed since.</summary>
    Task<StoreOutcome> RemoveAsync(AccountId account, string policyId, long version, CancellationToken cancellationToken);

    /// <summary>Adds a version. Conflict: the number is taken.</summary>
    Task<StoreOutcome> AddVersionAsync(ManagedPolicyVersion policyVersion, CancellationToken cancellationToken);

    /// <summary>One version, or null.</summary>
    Task<ManagedPolicyVersion?> FindVersionAsync(AccountId account, string policyId, int number, CancellationToken cancellationToken);

    /// <summary>The version in force, or null where the policy is gone.</summary>
    Task<ManagedPolicyVersion?> FindDefaultVersionAsync(AccountId account, string policyId, CancellationToken cancellationToken);

    /// <summary>All versions, newest first; a policy has five at most.</summary>
    Task<IReadOnlyList<ManagedPolicyVersion>> ListVersionsAsync(AccountId account, string policyId, CancellationToken cancellationToken);

    /// <summary>All versions of any of the policies, in order of the policies' ids, newest first.</summary>
    Task<IReadOnlyList<ManagedPolicyVersion>> ListVersionsOfAsync(AccountId account, IReadOnlyList<string> policyIds, CancellationToken cancellationToken);

    /// <summary>Removes a version. Stale: it is not there.</summary>
    Task<StoreOutcome> RemoveVersionAsync(AccountId account, string policyId, int number, CancellationToken cancellationToken);
}
