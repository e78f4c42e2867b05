using System.ComponentModel.DataAnnotations;
using Federation.Model.Audit;
using Federation.Model.Groups;
using Federation.Model.Identifiers;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Services.Iam.Users;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.Groups;

/// <summary>AWS: CreateGroup.</summary>
public sealed record CreateGroupRequest
{
    /// <summary>Path; <c>/</c> by default.</summary>
    [Length(1, 512), RegularExpression(UserRules.PathPattern)]
    public string? Path { get; init; }

    /// <summary>Name of the group.</summary>
    [Required, Length(1, 128), RegularExpression(GroupRules.NamePattern)]
    public string? GroupName { get; init; }
}

/// <summary>Makes a group without members and policies.</summary>
public sealed class CreateGroup(IamQuotas quotas) : WriteOperation<CreateGroupRequest, GroupResponse>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "CreateGroup", AccessLevel.Write) { Resource = ActionResource.Group };

    /// <inheritdoc/>
    protected override Task<Result<IReadOnlyList<Demand>>> DemandsAsync(CreateGroupRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Task.FromResult(Needs(context, Arns.Group(context.Caller.AccountId, request.Path ?? "/", request.GroupName!)));

    /// <inheritdoc/>
    protected override async Task<Result<GroupResponse>> HandleAsync(CreateGroupRequest request, IUnitOfWork store, OperationContext context, CancellationToken cancellationToken)
    {
        var account = context.Caller.AccountId;
        if (await store.Groups.CountAsync(account, cancellationToken) >= quotas.GroupsPerAccount)
        {
            return IamErrors.LimitExceeded($"Cannot exceed quota for GroupsPerAccount: {quotas.GroupsPerAccount}");
        }

        var group = new Group
        {
            AccountId = account,
            GroupId = UniqueIds.Create(UniqueIdPrefix.Group, account),
            GroupName = request.GroupName!,
            Path = request.Path ?? "/",
            CreatedAt = context.Now,
        };
        if (await store.Groups.AddAsync(group, cancellationToken) != StoreOutcome.Stored)
        {
            return GroupRules.NameTaken(request.GroupName!);
        }

        context.Audit.Resources.Add(new AuditResource("AWS::IAM::Group", group.Arn));
        return new GroupResponse { Group = GroupRules.Show(group) };
    }
}
