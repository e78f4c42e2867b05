using System.ComponentModel.DataAnnotations;
using Federation.Model.Audit;
using Federation.Model.Identifiers;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Model.Users;
using Federation.Services.Iam.Shapes;
using Federation.Services.Pipeline;
using Federation.Services.Policies;

namespace Federation.Services.Iam.Users;

/// <summary>AWS: CreateUser.</summary>
public sealed record CreateUserRequest
{
    /// <summary>Path; <c>/</c> by default.</summary>
    [Length(1, 512), RegularExpression(UserRules.PathPattern)]
    public string? Path { get; init; }

    /// <summary>Name.</summary>
    [Required, Length(1, 64), RegularExpression(UserRules.NamePattern)]
    public string? UserName { get; init; }

    /// <summary>ARN of a managed policy.</summary>
    [Length(20, 2048)]
    public string? PermissionsBoundary { get; init; }

    /// <summary>At most 50.</summary>
    [Length(0, 50)]
    public IReadOnlyList<TagShape>? Tags { get; init; }
}

/// <summary>Makes a user, who may do nothing and has no credentials yet.</summary>
public sealed class CreateUser(IamQuotas quotas) : WriteOperation<CreateUserRequest, UserResponse>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "CreateUser", AccessLevel.Write) { Resource = ActionResource.NewUser, ConditionKeys = ["iam:PermissionsBoundary"] };

    /// <inheritdoc/>
    protected override Task<Result<IReadOnlyList<Demand>>> DemandsAsync(CreateUserRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        var keys = new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase);
        TagRules.AddRequestContext(keys, request.Tags);
        if (request.PermissionsBoundary is { } boundary)
        {
            keys["iam:PermissionsBoundary"] = [boundary];
        }

        var account = context.Caller.AccountId;
        var demand = Demand.Identity(Descriptor.Action, Arns.User(account, request.Path ?? "/", request.UserName!), account) with { Context = keys };
        return Task.FromResult(NeedsWithTags(demand, "iam:TagUser", request.Tags is { Count: > 0 }));
    }

    /// <inheritdoc/>
    protected override async Task<Result<UserResponse>> HandleAsync(CreateUserRequest request, IUnitOfWork store, OperationContext context, CancellationToken cancellationToken)
    {
        var account = context.Caller.AccountId;
        var tags = TagRules.Read(request.Tags);
        if (!tags.Succeeded)
        {
            return tags.Error;
        }

        if (await store.Users.CountAsync(account, cancellationToken) >= quotas.UsersPerAccount)
        {
            return IamErrors.LimitExceeded($"Cannot exceed quota for UsersPerAccount: {quotas.UsersPerAccount}");
        }

        var user = new User
        {
            AccountId = account,
            UserId = UniqueIds.Create(UniqueIdPrefix.User, account),
            UserName = request.UserName!,
            Path = request.Path ?? "/",
            PermissionsBoundary = request.PermissionsBoundary,
            Tags = tags.Value,
            CreatedAt = context.Now,
        };
        if (await store.Users.AddAsync(user, cancellationToken) != StoreOutcome.Stored)
        {
            return UserRules.NameTaken(request.UserName!);
        }

        if (request.PermissionsBoundary is { } boundary && await BoundaryRules.SetAsync(store, account, user.UserId, boundary, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        context.Audit.Resources.Add(new AuditResource("AWS::IAM::User", user.Arn));
        return new UserResponse { User = UserRules.Show(user) };
    }
}
