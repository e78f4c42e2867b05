using Federation.Model.Identifiers;
using Federation.Model.ManagedPolicies;
using Federation.Model.Results;
using Federation.Model.Storage;

namespace Federation.Services.Policies;

/// <summary>Permissions boundaries of users and roles: the row that says which policy bounds whom. The owner's own row holds the ARN as well; its version moves with it.</summary>
internal static class BoundaryRules
{
    /// <summary>Bounds an owner by a policy, in the place of the boundary that it had.</summary>
    internal static async Task<AwsError?> SetAsync(IUnitOfWork store, AccountId account, string ownerId, string policyArn, CancellationToken cancellationToken)
    {
        if (await ClearAsync(store, account, ownerId, cancellationToken) is { } stale)
        {
            return stale;
        }

        if (await ManagedPolicyLookup.FindAsync(account, policyArn, store, cancellationToken) is not { } policy)
        {
            return IamErrors.NoSuchEntity($"Scope ARN: {policyArn} does not exist or is not attachable.");
        }

        return await AttachmentRules.AddAsync(store, account, ownerId, policy, PolicyUsage.Boundary, cancellationToken);
    }

    /// <summary>Takes away the boundary that an owner has, if any.</summary>
    internal static async Task<AwsError?> ClearAsync(IUnitOfWork store, AccountId account, string ownerId, CancellationToken cancellationToken)
    {
        foreach (var present in await store.PolicyAttachments.ListOfOwnerAsync(account, ownerId, PolicyUsage.Boundary, cancellationToken))
        {
            if (await store.PolicyAttachments.RemoveAsync(account, ownerId, present.PolicyId, PolicyUsage.Boundary, cancellationToken) != StoreOutcome.Stored)
            {
                return IamErrors.ConcurrentChange();
            }
        }

        return null;
    }
}
