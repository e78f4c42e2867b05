using Federation.Model.Identifiers;
using Federation.Model.Storage;

namespace Federation.Model.ManagedPolicies;

/// <summary>Which managed policies hang on which users, groups and roles, and which bound them.</summary>
public interface IPolicyAttachmentStore
{
    /// <summary>Attaches. Conflict: it is attached already.</summary>
    Task<StoreOutcome> AddAsync(PolicyAttachment attachment, CancellationToken cancellationToken);

    /// <summary>Detaches. Stale: it is not attached.</summary>
    Task<StoreOutcome> RemoveAsync(AccountId account, string ownerId, string policyId, PolicyUsage usage, CancellationToken cancellationToken);

    /// <summary>Everything on an owner in order of the policies' name keys; quotas keep it short.</summary>
    Task<IReadOnlyList<PolicyAttachment>> ListOfOwnerAsync(AccountId account, string ownerId, PolicyUsage usage, CancellationToken cancellationToken);

    /// <summary>The same of any of the owners, in order of their unique ids first.</summary>
    Task<IReadOnlyList<PolicyAttachment>> ListOfOwnersAsync(AccountId account, IReadOnlyList<string> ownerIds, PolicyUsage usage, CancellationToken cancellationToken);

    /// <summary>The owners that a policy hangs on or bounds, in order of their unique ids: groups, then users, then roles.</summary>
    Task<Page<PolicyAttachment>> ListOfPolicyAsync(AccountId account, string policyId, PolicyUsage usage, string? after, int take, CancellationToken cancellationToken);

    /// <summary>How many owners each of the gateway's own policies has that has any, so that their list needs no query for each.</summary>
    Task<IReadOnlyList<PolicyUseCount>> CountBuiltInAsync(AccountId account, CancellationToken cancellationToken);

    /// <summary>How many owners a policy has.</summary>
    Task<int> CountAsync(AccountId account, string policyId, PolicyUsage usage, CancellationToken cancellationToken);
}
