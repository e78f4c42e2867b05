using System.ComponentModel.DataAnnotations;
using Federation.Model.Audit;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.Roles;

/// <summary>AWS: DeleteRole.</summary>
public sealed record DeleteRoleRequest
{
    /// <summary>Name.</summary>
    [Required, Length(1, 64), RegularExpression(RoleRules.NamePattern)]
    public string? RoleName { get; init; }
}

/// <summary>Removes a role that nothing hangs on. Its sessions count no longer from the next request on.</summary>
public sealed class DeleteRole : WriteOperation<DeleteRoleRequest, Nothing>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "DeleteRole", AccessLevel.Write) { Resource = ActionResource.Role };

    /// <inheritdoc/>
    protected override async Task<Result<IReadOnlyList<Demand>>> DemandsAsync(DeleteRoleRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Needs(await RoleRules.OnExistingAsync(Descriptor.Action, request.RoleName!, context, cancellationToken));

    /// <inheritdoc/>
    protected override async Task<Result<Nothing>> HandleAsync(DeleteRoleRequest request, IUnitOfWork store, OperationContext context, CancellationToken cancellationToken)
    {
        var role = await RoleRules.FindAsync(store, context, request.RoleName!, cancellationToken);
        if (!role.Succeeded)
        {
            return role.Error;
        }

        var policies = await store.InlinePolicies.ListAsync(role.Value.AccountId, role.Value.RoleId, null, 1, cancellationToken);
        if (policies.Items.Count > 0)
        {
            return IamErrors.DeleteConflict("Cannot delete entity, must delete policies first.");
        }

        if (await store.Roles.RemoveAsync(role.Value.AccountId, role.Value.RoleId, cancellationToken) != StoreOutcome.Stored)
        {
            return RoleRules.NotFound(request.RoleName!);
        }

        context.Audit.Resources.Add(new AuditResource("AWS::IAM::Role", role.Value.Arn));
        return Nothing.Value;
    }
}
