using System.ComponentModel.DataAnnotations;
using Federation.Model.Identifiers;
using Federation.Model.Results;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.Users;

/// <summary>AWS: GetUser.</summary>
public sealed record GetUserRequest
{
    /// <summary>Name; the caller, a user or root, by default.</summary>
    [Length(1, 128), RegularExpression(UserRules.NamePattern)]
    public string? UserName { get; init; }
}

/// <summary>Shows a user, or root to root.</summary>
public sealed class GetUser : ReadOperation<GetUserRequest, UserResponse>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "GetUser", AccessLevel.Read) { Resource = ActionResource.User };

    /// <inheritdoc/>
    protected override Task<Result<IReadOnlyList<Demand>>> DemandsAsync(GetUserRequest request, OperationContext context, CancellationToken cancellationToken) =>
        UserOrCaller.DemandsAsync(Descriptor.Action, request.UserName, context, cancellationToken);

    /// <inheritdoc/>
    protected override async Task<Result<UserResponse>> HandleAsync(GetUserRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        var store = await context.ReadAsync(cancellationToken);
        var found = await UserOrCaller.FindAsync(store, request.UserName, context, cancellationToken);
        if (!found.Succeeded)
        {
            return found.Error;
        }

        if (found.Value.User is { } user)
        {
            return new UserResponse { User = UserRules.Show(user, passwordLastUsed: (await store.LoginProfiles.FindAsync(user.AccountId, user.UserId, cancellationToken))?.LastUsedAt) };
        }

        var id = context.Caller.AccountId;
        var account = await store.Accounts.FindAsync(id, cancellationToken);
        var alias = await store.AccountAliases.FindOfAccountAsync(id, cancellationToken);
        return new UserResponse { User = new UserShape { UserName = alias?.Alias, UserId = id.Value, Arn = Arns.Root(id), CreateDate = account?.CreatedAt } };
    }
}
