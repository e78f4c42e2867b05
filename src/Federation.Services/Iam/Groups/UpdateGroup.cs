using System.ComponentModel.DataAnnotations;
using Federation.Model.Audit;
using Federation.Model.Identifiers;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Services.Iam.Users;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.Groups;

/// <summary>AWS: UpdateGroup.</summary>
public sealed record UpdateGroupRequest
{
    /// <summary>Present name.</summary>
    [Required, Length(1, 128), RegularExpression(GroupRules.NamePattern)]
    public string? GroupName { get; init; }

    /// <summary>New path; unchanged by default.</summary>
    [Length(1, 512), RegularExpression(UserRules.PathPattern)]
    public string? NewPath { get; init; }

    /// <summary>New name; unchanged by default.</summary>
    [Length(1, 128), RegularExpression(GroupRules.NamePattern)]
    public string? NewGroupName { get; init; }
}

/// <summary>Renames or moves a group. Its members and policies stay.</summary>
public sealed class UpdateGroup : WriteOperation<UpdateGroupRequest, Nothing>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "UpdateGroup", AccessLevel.Write) { Resource = ActionResource.Group };

    /// <inheritdoc/>
    protected override async Task<Result<IReadOnlyList<Demand>>> DemandsAsync(UpdateGroupRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        // AWS: Renaming an IAM group needs permission on the group as it is and as it will be, or a path would be no fence.
        var present = await GroupRules.OnExistingAsync(Descriptor.Action, request.GroupName!, context, cancellationToken);
        var account = context.Caller.AccountId;
        return Arns.TryParseIam(present.Resource, "group", out _, out var path, out var name)
            ? Needs(present, Demand.Identity(Descriptor.Action, Arns.Group(account, request.NewPath ?? path, request.NewGroupName ?? name), account) with { Shown = ShownAfter(request, account) })
            : GroupRules.NotFound(request.GroupName!);
    }

    /// <summary>The group as it will be, in words of the request alone: the path that stays is not the caller's to learn.</summary>
    private static string ShownAfter(UpdateGroupRequest request, AccountId account)
    {
        var name = request.NewGroupName ?? request.GroupName!;
        return request.NewPath is { } path ? Arns.Group(account, path, name) : $"group {name}";
    }

    /// <inheritdoc/>
    protected override async Task<Result<Nothing>> HandleAsync(UpdateGroupRequest request, IUnitOfWork store, OperationContext context, CancellationToken cancellationToken)
    {
        var group = await GroupRules.FindAsync(store, context, request.GroupName!, cancellationToken);
        if (!group.Succeeded)
        {
            return group.Error;
        }

        var changed = group.Value with { GroupName = request.NewGroupName ?? group.Value.GroupName, Path = request.NewPath ?? group.Value.Path };
        switch (await store.Groups.UpdateAsync(changed, cancellationToken))
        {
            case StoreOutcome.Stored:
                context.Audit.Resources.Add(new AuditResource("AWS::IAM::Group", changed.Arn));
                return Nothing.Value;
            case StoreOutcome.Conflict:
                return GroupRules.NameTaken(changed.GroupName);
            case StoreOutcome.None or StoreOutcome.Stale:
            default:
                return IamErrors.ConcurrentChange();
        }
    }
}
