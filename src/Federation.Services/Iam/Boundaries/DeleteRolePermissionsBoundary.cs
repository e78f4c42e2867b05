using System.ComponentModel.DataAnnotations;
using Federation.Model.Audit;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Services.Iam.Roles;
using Federation.Services.Pipeline;
using Federation.Services.Policies;

namespace Federation.Services.Iam.Boundaries;

/// <summary>AWS: DeleteRolePermissionsBoundary.</summary>
public sealed record DeleteRolePermissionsBoundaryRequest
{
    /// <summary>Name of the role.</summary>
    [Required, Length(1, 64), RegularExpression(RoleRules.NamePattern)]
    public string? RoleName { get; init; }
}

/// <summary>Takes the boundary off a role; nothing changes where there is none.</summary>
public sealed class DeleteRolePermissionsBoundary : WriteOperation<DeleteRolePermissionsBoundaryRequest, Nothing>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "DeleteRolePermissionsBoundary", AccessLevel.PermissionsManagement) { Resource = ActionResource.Role };

    /// <inheritdoc/>
    protected override async Task<Result<IReadOnlyList<Demand>>> DemandsAsync(DeleteRolePermissionsBoundaryRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Needs(await RoleRules.OnExistingAsync(Descriptor.Action, request.RoleName!, context, cancellationToken));

    /// <inheritdoc/>
    protected override async Task<Result<Nothing>> HandleAsync(DeleteRolePermissionsBoundaryRequest request, IUnitOfWork store, OperationContext context, CancellationToken cancellationToken)
    {
        var role = await RoleRules.FindAsync(store, context, request.RoleName!, cancellationToken);
        if (!role.Succeeded)
        {
            return role.Error;
        }

        if (await BoundaryRules.ClearAsync(store, role.Value.AccountId, role.Value.RoleId, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        if (await store.Roles.UpdateAsync(role.Value with { PermissionsBoundary = null }, cancellationToken) != StoreOutcome.Stored)
        {
            return IamErrors.ConcurrentChange();
        }

        context.Audit.Resources.Add(new AuditResource("AWS::IAM::Role", role.Value.Arn));
        return Nothing.Value;
    }
}
