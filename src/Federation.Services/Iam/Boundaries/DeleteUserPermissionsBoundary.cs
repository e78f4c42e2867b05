using System.ComponentModel.DataAnnotations;
using Federation.Model.Audit;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Services.Iam.Users;
using Federation.Services.Pipeline;
using Federation.Services.Policies;

namespace Federation.Services.Iam.Boundaries;

/// <summary>AWS: DeleteUserPermissionsBoundary.</summary>
public sealed record DeleteUserPermissionsBoundaryRequest
{
    /// <summary>Name of the user.</summary>
    [Required, Length(1, 64), RegularExpression(UserRules.NamePattern)]
    public string? UserName { get; init; }
}

/// <summary>Takes the boundary off a user; nothing changes where there is none.</summary>
public sealed class DeleteUserPermissionsBoundary : WriteOperation<DeleteUserPermissionsBoundaryRequest, Nothing>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "DeleteUserPermissionsBoundary", AccessLevel.PermissionsManagement) { Resource = ActionResource.User };

    /// <inheritdoc/>
    protected override async Task<Result<IReadOnlyList<Demand>>> DemandsAsync(DeleteUserPermissionsBoundaryRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Needs(await UserRules.OnExistingAsync(Descriptor.Action, request.UserName!, context, cancellationToken));

    /// <inheritdoc/>
    protected override async Task<Result<Nothing>> HandleAsync(DeleteUserPermissionsBoundaryRequest request, IUnitOfWork store, OperationContext context, CancellationToken cancellationToken)
    {
        var user = await UserRules.FindAsync(store, context, request.UserName!, cancellationToken);
        if (!user.Succeeded)
        {
            return user.Error;
        }

        if (await BoundaryRules.ClearAsync(store, user.Value.AccountId, user.Value.UserId, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        if (await store.Users.UpdateAsync(user.Value with { PermissionsBoundary = null }, cancellationToken) != StoreOutcome.Stored)
        {
            return IamErrors.ConcurrentChange();
        }

        context.Audit.Resources.Add(new AuditResource("AWS::IAM::User", user.Value.Arn));
        return Nothing.Value;
    }
}
