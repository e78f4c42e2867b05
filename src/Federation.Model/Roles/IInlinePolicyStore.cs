using Federation.Model.Identifiers;
using Federation.Model.Storage;

namespace Federation.Model.Roles;

/// <summary>Inline policies by owner's unique id.</summary>
public interface IInlinePolicyStore
{
    /// <summary>Adds the policy or replaces the one of the same name.</summary>
    Task<StoreOutcome> PutAsync(InlinePolicy policy, CancellationToken cancellationToken);

    /// <summary>By name without case, or null.</summary>
    Task<InlinePolicy?> FindAsync(AccountId account, string ownerId, string policyName, CancellationToken cancellationToken);

    /// <summary>In order of the name key.</summary>
    Task<Page<InlinePolicy>> ListAsync(AccountId account, string ownerId, string? after, int take, CancellationToken cancellationToken);

    /// <summary>Everything on any of the owners, in order of their unique ids and then of the name keys; quotas keep it short.</summary>
    Task<IReadOnlyList<InlinePolicy>> ListOfOwnersAsync(AccountId account, IReadOnlyList<string> ownerIds, CancellationToken cancellationToken);

    /// <summary>Removes a policy. Stale: it is not there.</summary>
    Task<StoreOutcome> RemoveAsync(AccountId account, string ownerId, string policyName, CancellationToken cancellationToken);
}
