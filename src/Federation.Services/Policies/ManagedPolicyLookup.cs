using Federation.Model.Identifiers;
using Federation.Model.ManagedPolicies;
using Federation.Model.Results;
using Federation.Model.Storage;

namespace Federation.Services.Policies;

/// <summary>Finds managed policies by their ARNs: an account's own and those under <c>arn:aws:iam::aws:policy/</c>.</summary>
internal static class ManagedPolicyLookup
{
    /// <summary>A policy that may be used in the account, with the counts of that account; null where there is none.</summary>
    internal static async Task<ManagedPolicy?> FindAsync(AccountId account, string policyArn, IUnitOfWork store, CancellationToken cancellationToken)
    {
        if (AwsManagedPolicies.Find(policyArn) is not { } builtIn)
        {
            return await FindOwnAsync(account, policyArn, store, cancellationToken);
        }

        return builtIn.Policy with
        {
            AttachmentCount = await store.PolicyAttachments.CountAsync(account, builtIn.Policy.PolicyId, PolicyUsage.Permissions, cancellationToken),
            BoundaryCount = await store.PolicyAttachments.CountAsync(account, builtIn.Policy.PolicyId, PolicyUsage.Boundary, cancellationToken),
        };
    }

    /// <summary>A policy of the account's own, path and spelling as stored; null where there is none.</summary>
    internal static async Task<ManagedPolicy?> FindOwnAsync(AccountId account, string policyArn, IUnitOfWork store, CancellationToken cancellationToken) =>
        Arns.TryParseIam(policyArn, "policy", out var owner, out _, out var name) && owner == account
        && await store.ManagedPolicies.FindByNameAsync(account, name, cancellationToken) is { } policy && policy.Arn == policyArn
            ? policy
            : null;

    /// <summary>Null where the ARN names a policy that may be used in the account.</summary>
    internal static async Task<AwsError?> CheckAttachableAsync(AccountId account, string policyArn, IUnitOfWork store, CancellationToken cancellationToken) =>
        AwsManagedPolicies.Find(policyArn) is not null || await FindOwnAsync(account, policyArn, store, cancellationToken) is not null ? null : NotAttachable(policyArn, account);

    /// <summary>AWS's answer for a policy that is not there or not to be attached.</summary>
    internal static AwsError NotAttachable(string policyArn, AccountId account) =>
        IamErrors.NoSuchEntity($"Policy {policyArn} does not exist or is not attachable.") with { Detail = $"{policyArn} in {account}" };
}
