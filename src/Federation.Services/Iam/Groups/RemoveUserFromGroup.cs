using System.ComponentModel.DataAnnotations;
using Federation.Model.Audit;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Services.Iam.Users;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.Groups;

/// <summary>AWS: RemoveUserFromGroup.</summary>
public sealed record RemoveUserFromGroupRequest
{
    /// <summary>Name of the group.</summary>
    [Required, Length(1, 128), RegularExpression(GroupRules.NamePattern)]
    public string? GroupName { get; init; }

    /// <summary>Name of the user.</summary>
    [Required, Length(1, 128), RegularExpression(UserRules.NamePattern)]
    public string? UserName { get; init; }
}

/// <summary>Takes a user out of a group, whose policies count for it no longer from the next request on. A user that is not in there stays so.</summary>
public sealed class RemoveUserFromGroup : WriteOperation<RemoveUserFromGroupRequest, Nothing>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "RemoveUserFromGroup", AccessLevel.Write) { Resource = ActionResource.Group };

    /// <inheritdoc/>
    protected override async Task<Result<IReadOnlyList<Demand>>> DemandsAsync(RemoveUserFromGroupRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Needs(await GroupRules.OnExistingAsync(Descriptor.Action, request.GroupName!, context, cancellationToken));

    /// <inheritdoc/>
    protected override async Task<Result<Nothing>> HandleAsync(RemoveUserFromGroupRequest request, IUnitOfWork store, OperationContext context, CancellationToken cancellationToken)
    {
        var group = await GroupRules.FindAsync(store, context, request.GroupName!, cancellationToken);
        if (!group.Succeeded)
        {
            return group.Error;
        }

        var user = await UserRules.FindAsync(store, context, request.UserName!, cancellationToken);
        if (!user.Succeeded)
        {
            return user.Error;
        }

        context.Audit.Resources.Add(new AuditResource("AWS::IAM::Group", group.Value.Arn));
        context.Audit.Resources.Add(new AuditResource("AWS::IAM::User", user.Value.Arn));
        // Stale: it was not in there, which is what was asked for; AWS says nothing of it either.
        return await store.Groups.RemoveMemberAsync(group.Value.AccountId, group.Value.GroupId, user.Value.UserId, cancellationToken) is StoreOutcome.Stored or StoreOutcome.Stale
            ? Nothing.Value
            : IamErrors.ConcurrentChange();
    }
}
