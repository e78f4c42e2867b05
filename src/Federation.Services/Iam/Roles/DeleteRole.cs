using System.ComponentModel.DataAnnotations;
using Federation.Model.Audit;
using Federation.Model.ManagedPolicies;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Services.Pipeline;
using Federation.Services.Policies;

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

        var attached = await store.PolicyAttachments.ListOfOwnerAsync(role.Value.AccountId, role.Value.RoleId, PolicyUsage.Permissions, cancellationToken);
        if (attached.Count > 0)
        {
            return IamErrors.DeleteConflict("Cannot delete entity, must detach all policies first.");
        }

        if (await BoundaryRules.ClearAsync(store, role.Value.AccountId, role.Value.RoleId, cancellationToken) is { } stale)
        {
            return stale;
        }

        if (await store.Roles.RemoveAsync(role.Value.AccountId, role.Value.RoleId, role.Value.Version, cancellationToken) != StoreOutcome.Stored)
        {
            return IamErrors.ConcurrentChange();
        }

        context.Audit.Resources.Add(new AuditResource("AWS::IAM::Role", role.Value.Arn));
        return Nothing.Value;
    }
}
