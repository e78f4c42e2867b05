using System.ComponentModel.DataAnnotations;
using Federation.Model.Audit;
using Federation.Model.Identifiers;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.Users;

/// <summary>AWS: UpdateUser.</summary>
public sealed record UpdateUserRequest
{
    /// <summary>Present name.</summary>
    [Required, Length(1, 128), RegularExpression(UserRules.NamePattern)]
    public string? UserName { get; init; }

    /// <summary>New path; unchanged by default.</summary>
    [Length(1, 512), RegularExpression(UserRules.PathPattern)]
    public string? NewPath { get; init; }

    /// <summary>New name; unchanged by default.</summary>
    [Length(1, 64), RegularExpression(UserRules.NamePattern)]
    public string? NewUserName { get; init; }
}

/// <summary>Renames or moves a user. Its unique id, and with it its keys, groups, policies and those who trust it, stay.</summary>
public sealed class UpdateUser : WriteOperation<UpdateUserRequest, Nothing>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "UpdateUser", AccessLevel.Write) { Resource = ActionResource.User };

    /// <inheritdoc/>
    protected override async Task<Result<IReadOnlyList<Demand>>> DemandsAsync(UpdateUserRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        // AWS: Renaming an IAM user needs permission on the user as it is and as it will be, or a path would be no fence.
        var present = await UserRules.OnExistingAsync(Descriptor.Action, request.UserName!, context, cancellationToken);
        var account = context.Caller.AccountId;
        return Arns.TryParseIam(present.Resource, "user", out _, out var path, out var name)
            ? Needs(present, Demand.Identity(Descriptor.Action, Arns.User(account, request.NewPath ?? path, request.NewUserName ?? name), account) with { Context = present.Context, Shown = ShownAfter(request, account) })
            : UserRules.NotFound(request.UserName!);
    }

    /// <summary>The user as it will be, in words of the request alone: the path that stays is not the caller's to learn.</summary>
    private static string ShownAfter(UpdateUserRequest request, AccountId account)
    {
        var name = request.NewUserName ?? request.UserName!;
        return request.NewPath is { } path ? Arns.User(account, path, name) : $"user {name}";
    }

    /// <inheritdoc/>
    protected override async Task<Result<Nothing>> HandleAsync(UpdateUserRequest request, IUnitOfWork store, OperationContext context, CancellationToken cancellationToken)
    {
        var user = await UserRules.FindAsync(store, context, request.UserName!, cancellationToken);
        if (!user.Succeeded)
        {
            return user.Error;
        }

        var changed = user.Value with { UserName = request.NewUserName ?? user.Value.UserName, Path = request.NewPath ?? user.Value.Path };
        switch (await store.Users.UpdateAsync(changed, cancellationToken))
        {
            case StoreOutcome.Stored:
                context.Audit.Resources.Add(new AuditResource("AWS::IAM::User", changed.Arn));
                return Nothing.Value;
            case StoreOutcome.Conflict:
                return UserRules.NameTaken(changed.UserName);
            case StoreOutcome.None or StoreOutcome.Stale:
            default:
                return IamErrors.ConcurrentChange();
        }
    }
}
