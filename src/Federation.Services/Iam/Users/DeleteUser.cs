using System.ComponentModel.DataAnnotations;
using Federation.Model.Audit;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Services.Pipeline;
using Federation.Services.Policies;

namespace Federation.Services.Iam.Users;

/// <summary>AWS: DeleteUser.</summary>
public sealed record DeleteUserRequest
{
    /// <summary>Name.</summary>
    [Required, Length(1, 128), RegularExpression(UserRules.NamePattern)]
    public string? UserName { get; init; }
}

/// <summary>Removes a user that nothing hangs on. Its temporary credentials count no longer from the next request on; who trusted it trusts no namesake.</summary>
public sealed class DeleteUser : WriteOperation<DeleteUserRequest, Nothing>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "DeleteUser", AccessLevel.Write) { Resource = ActionResource.User };

    /// <inheritdoc/>
    protected override async Task<Result<IReadOnlyList<Demand>>> DemandsAsync(DeleteUserRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Needs(await UserRules.OnExistingAsync(Descriptor.Action, request.UserName!, context, cancellationToken));

    /// <inheritdoc/>
    protected override async Task<Result<Nothing>> HandleAsync(DeleteUserRequest request, IUnitOfWork store, OperationContext context, CancellationToken cancellationToken)
    {
        var user = await UserRules.FindAsync(store, context, request.UserName!, cancellationToken);
        if (!user.Succeeded)
        {
            return user.Error;
        }

        var refusal = await UserDeletion.CheckAsync(store, user.Value, cancellationToken)
            ?? await BoundaryRules.ClearAsync(store, user.Value.AccountId, user.Value.UserId, cancellationToken);
        if (refusal is not null)
        {
            return refusal;
        }

        if (await store.Users.RemoveAsync(user.Value.AccountId, user.Value.UserId, user.Value.Version, cancellationToken) != StoreOutcome.Stored)
        {
            return IamErrors.ConcurrentChange();
        }

        context.Audit.Resources.Add(new AuditResource("AWS::IAM::User", user.Value.Arn));
        return Nothing.Value;
    }
}
