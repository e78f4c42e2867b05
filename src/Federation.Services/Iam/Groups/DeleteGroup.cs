using System.ComponentModel.DataAnnotations;
using Federation.Model.Audit;
using Federation.Model.Groups;
using Federation.Model.ManagedPolicies;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.Groups;

/// <summary>AWS: DeleteGroup.</summary>
public sealed record DeleteGroupRequest
{
    /// <summary>Name of the group.</summary>
    [Required, Length(1, 128), RegularExpression(GroupRules.NamePattern)]
    public string? GroupName { get; init; }
}

/// <summary>Removes a group without members and policies.</summary>
public sealed class DeleteGroup : WriteOperation<DeleteGroupRequest, Nothing>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "DeleteGroup", AccessLevel.Write) { Resource = ActionResource.Group };

    /// <inheritdoc/>
    protected override async Task<Result<IReadOnlyList<Demand>>> DemandsAsync(DeleteGroupRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Needs(await GroupRules.OnExistingAsync(Descriptor.Action, request.GroupName!, context, cancellationToken));

    /// <inheritdoc/>
    protected override async Task<Result<Nothing>> HandleAsync(DeleteGroupRequest request, IUnitOfWork store, OperationContext context, CancellationToken cancellationToken)
    {
        var group = await GroupRules.FindAsync(store, context, request.GroupName!, cancellationToken);
        if (!group.Succeeded)
        {
            return group.Error;
        }

        if (await CheckAsync(store, group.Value, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        if (await store.Groups.RemoveAsync(group.Value.AccountId, group.Value.GroupId, group.Value.Version, cancellationToken) != StoreOutcome.Stored)
        {
            return IamErrors.ConcurrentChange();
        }

        context.Audit.Resources.Add(new AuditResource("AWS::IAM::Group", group.Value.Arn));
        return Nothing.Value;
    }

    private static async Task<AwsError?> CheckAsync(IUnitOfWork store, Group group, CancellationToken cancellationToken) =>
        (await store.Groups.ListMembersAsync(group.AccountId, group.GroupId, null, 1, cancellationToken)).Items.Count > 0
            ? IamErrors.DeleteConflict("Cannot delete entity, must remove users from group first.")
        : (await store.PolicyAttachments.ListOfOwnerAsync(group.AccountId, group.GroupId, PolicyUsage.Permissions, cancellationToken)).Count > 0
            ? IamErrors.DeleteConflict("Cannot delete entity, must detach all policies first.")
        : (await store.InlinePolicies.ListAsync(group.AccountId, group.GroupId, null, 1, cancellationToken)).Items.Count > 0
            ? IamErrors.DeleteConflict("Cannot delete entity, must delete policies first.")
        : null;
}
