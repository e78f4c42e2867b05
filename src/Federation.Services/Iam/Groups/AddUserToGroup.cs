using System.ComponentModel.DataAnnotations;
using Federation.Model.Audit;
using Federation.Model.Groups;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Model.Users;
using Federation.Services.Iam.Users;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.Groups;

/// <summary>AWS: AddUserToGroup.</summary>
public sealed record AddUserToGroupRequest
{
    /// <summary>Name of the group.</summary>
    [Required, Length(1, 128), RegularExpression(GroupRules.NamePattern)]
    public string? GroupName { get; init; }

    /// <summary>Name of the user.</summary>
    [Required, Length(1, 128), RegularExpression(UserRules.NamePattern)]
    public string? UserName { get; init; }
}

/// <summary>Puts a user into a group, whose policies count for it from the next request on. A user that is in there already stays so.</summary>
public sealed class AddUserToGroup(IamQuotas quotas) : WriteOperation<AddUserToGroupRequest, Nothing>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "AddUserToGroup", AccessLevel.Write) { Resource = ActionResource.Group };

    /// <inheritdoc/>
    protected override async Task<Result<IReadOnlyList<Demand>>> DemandsAsync(AddUserToGroupRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Needs(await GroupRules.OnExistingAsync(Descriptor.Action, request.GroupName!, context, cancellationToken));

    /// <inheritdoc/>
    protected override async Task<Result<Nothing>> HandleAsync(AddUserToGroupRequest request, IUnitOfWork store, OperationContext context, CancellationToken cancellationToken)
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
        return await AddAsync(store, group.Value, user.Value, cancellationToken) is { } refusal ? refusal : Nothing.Value;
    }

    private async Task<AwsError?> AddAsync(IUnitOfWork store, Group group, User user, CancellationToken cancellationToken)
    {
        // The user's version first: two additions at once cannot both see the last free place.
        if ((await UserRules.TouchAsync(store, user, cancellationToken) ?? await GroupRules.TouchAsync(store, group, cancellationToken)) is { } stale)
        {
            return stale;
        }

        var groups = await store.Groups.ListOfUserAsync(user.AccountId, user.UserId, null, quotas.GroupsPerUser, cancellationToken);
        if (groups.Items.Any(other => other.GroupId == group.GroupId))
        {
            return null;
        }

        if (groups.Items.Count >= quotas.GroupsPerUser)
        {
            return IamErrors.LimitExceeded($"Cannot exceed quota for GroupsPerUser: {quotas.GroupsPerUser}");
        }

        return await store.Groups.AddMemberAsync(group.AccountId, group.GroupId, user.UserId, cancellationToken) == StoreOutcome.Stored ? null : IamErrors.ConcurrentChange();
    }
}
