using Federation.Model.Identifiers;
using Federation.Model.ManagedPolicies;
using Federation.Model.Results;
using Federation.Model.Storage;

namespace Federation.Services.Policies;

/// <summary>How a managed policy comes to hang on a user, group or role.</summary>
internal static class AttachmentRules
{
    /// <summary>
    /// Writes the row. The policy's version moves with it: a deletion of the policy that read it before is refused. The caller moves the owner's version.
    /// </summary>
    /// <returns>Null where it is there now, whether it was before or not.</returns>
    internal static async Task<AwsError?> AddAsync(
        IUnitOfWork store, AccountId account, string ownerId, ManagedPolicy policy, PolicyUsage usage, CancellationToken cancellationToken)
    {
        if (policy.AccountId.IsSet && await store.ManagedPolicies.UpdateAsync(policy, cancellationToken) != StoreOutcome.Stored)
        {
            return IamErrors.ConcurrentChange();
        }

        var attachment = new PolicyAttachment
        {
            AccountId = account,
            OwnerId = ownerId,
            PolicyId = policy.PolicyId,
            Usage = usage,
            PolicyName = policy.PolicyName,
            PolicyArn = policy.Arn,
        };
        // Conflict: it hangs there already, which is what was asked for.
        return await store.PolicyAttachments.AddAsync(attachment, cancellationToken) is StoreOutcome.Stored or StoreOutcome.Conflict ? null : IamErrors.ConcurrentChange();
    }
}
