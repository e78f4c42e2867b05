using Federation.Model.Audit;
using Federation.Model.Identifiers;
using Federation.Model.ManagedPolicies;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Services.Iam.ManagedPolicies;
using Federation.Services.Pipeline;
using Federation.Services.Policies;

namespace Federation.Services.Iam.Attachments;

/// <summary>What attaching and detaching have in common for users, groups and roles. None of them asks for more than its permission: who may attach may attach anything (AWS: iam:PolicyARN is how to limit that).</summary>
internal static class AttachedPolicyRules
{
    /// <summary>The condition key of the policy that is attached or detached.</summary>
    internal const string ArnKey = "iam:PolicyARN";

    /// <summary>Attaches a policy; nothing changes where it hangs there already. The caller moves the owner's version.</summary>
    internal static async Task<AwsError?> AttachAsync(
        IUnitOfWork store, OperationContext context, Owner owner, string policyArn, int most, CancellationToken cancellationToken)
    {
        if (ManagedPolicyRules.CheckArn(policyArn) is { } invalid)
        {
            return invalid;
        }

        var account = context.Caller.AccountId;
        if (await ManagedPolicyLookup.FindAsync(account, policyArn, store, cancellationToken) is not { } policy)
        {
            return ManagedPolicyLookup.NotAttachable(policyArn, account);
        }

        var present = await store.PolicyAttachments.ListOfOwnerAsync(account, owner.Id, PolicyUsage.Permissions, cancellationToken);
        if (present.Count >= most && !present.Any(attachment => attachment.PolicyId == policy.PolicyId))
        {
            return IamErrors.LimitExceeded($"Cannot exceed quota for PoliciesPer{owner.Kind}: {most}");
        }

        Note(context, owner, policyArn);
        return await AttachmentRules.AddAsync(store, account, owner.Id, policy, PolicyUsage.Permissions, cancellationToken);
    }

    /// <summary>Detaches a policy.</summary>
    internal static async Task<AwsError?> DetachAsync(IUnitOfWork store, OperationContext context, Owner owner, string policyArn, CancellationToken cancellationToken)
    {
        if (ManagedPolicyRules.CheckArn(policyArn) is { } invalid)
        {
            return invalid;
        }

        var account = context.Caller.AccountId;
        var present = await store.PolicyAttachments.ListOfOwnerAsync(account, owner.Id, PolicyUsage.Permissions, cancellationToken);
        if (present.FirstOrDefault(attachment => attachment.PolicyArn == policyArn) is not { } attachment
            || await store.PolicyAttachments.RemoveAsync(account, owner.Id, attachment.PolicyId, PolicyUsage.Permissions, cancellationToken) != StoreOutcome.Stored)
        {
            return ManagedPolicyRules.NotFound(policyArn);
        }

        Note(context, owner, policyArn);
        return null;
    }

    /// <summary>A page of the policies on an owner.</summary>
    internal static async Task<Result<AttachedPoliciesResponse>> ListAsync(
        IUnitOfWork store, OperationContext context, string ownerId, string? pathPrefix, string? marker, int? maxItems, CancellationToken cancellationToken)
    {
        var present = await store.PolicyAttachments.ListOfOwnerAsync(context.Caller.AccountId, ownerId, PolicyUsage.Permissions, cancellationToken);
        var page = ShortList.Cut(
            [.. present.Where(attachment => PathOf(attachment.PolicyArn).StartsWith(pathPrefix ?? "/", StringComparison.Ordinal)).OrderBy(KeyOf, StringComparer.Ordinal)],
            KeyOf,
            marker,
            maxItems);
        return page.Succeeded
            ? new AttachedPoliciesResponse
            {
                AttachedPolicies = [.. page.Value.Items.Select(attachment => new AttachedPolicyShape { PolicyName = attachment.PolicyName, PolicyArn = attachment.PolicyArn })],
                IsTruncated = page.Value.IsTruncated,
                Marker = Paging.WriteMarker(page.Value.Next),
            }
            : page.Error;
    }

    /// <summary>An account's policy may have the name of one of the gateway's: the id tells them apart.</summary>
    private static string KeyOf(PolicyAttachment attachment) => $"{NameKey.Of(attachment.PolicyName)}/{attachment.PolicyId}";

    private static string PathOf(string policyArn)
    {
        const string Before = ":policy/";
        var at = policyArn.IndexOf(Before, StringComparison.Ordinal) + Before.Length - 1;
        return policyArn[at..(policyArn.LastIndexOf('/') + 1)];
    }

    private static void Note(OperationContext context, Owner owner, string policyArn)
    {
        context.Audit.Resources.Add(new AuditResource($"AWS::IAM::{owner.Kind}", owner.Arn));
        context.Audit.Resources.Add(new AuditResource("AWS::IAM::Policy", policyArn));
    }

    /// <summary>What policies hang on.</summary>
    /// <param name="Kind"><c>User</c>, <c>Group</c> or <c>Role</c>.</param>
    /// <param name="Id">Unique id.</param>
    /// <param name="Arn">ARN.</param>
    internal readonly record struct Owner(string Kind, string Id, string Arn);
}
