using System.ComponentModel.DataAnnotations;
using Federation.Model.Audit;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.Roles;

/// <summary>AWS: DeleteRolePolicy.</summary>
public sealed record DeleteRolePolicyRequest
{
    /// <summary>Name of the role.</summary>
    [Required, Length(1, 64), RegularExpression(RoleRules.NamePattern)]
    public string? RoleName { get; init; }

    /// <summary>Name of the policy.</summary>
    [Required, Length(1, 128), RegularExpression(RoleRules.NamePattern)]
    public string? PolicyName { get; init; }
}

/// <summary>Removes an inline policy of a role.</summary>
public sealed class DeleteRolePolicy : WriteOperation<DeleteRolePolicyRequest, Nothing>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "DeleteRolePolicy", AccessLevel.PermissionsManagement) { Resource = ActionResource.Role };

    /// <inheritdoc/>
    protected override async Task<Result<IReadOnlyList<Demand>>> DemandsAsync(DeleteRolePolicyRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Needs(await RoleRules.OnExistingAsync(Descriptor.Action, request.RoleName!, context, cancellationToken));

    /// <inheritdoc/>
    protected override async Task<Result<Nothing>> HandleAsync(DeleteRolePolicyRequest request, IUnitOfWork store, OperationContext context, CancellationToken cancellationToken)
    {
        var role = await RoleRules.FindAsync(store, context, request.RoleName!, cancellationToken);
        if (!role.Succeeded)
        {
            return role.Error;
        }

        if (await store.InlinePolicies.RemoveAsync(role.Value.AccountId, role.Value.RoleId, request.PolicyName!, cancellationToken) != StoreOutcome.Stored)
        {
            return IamErrors.NoSuchEntity($"The role policy with name {request.PolicyName} cannot be found.");
        }

        context.Audit.Resources.Add(new AuditResource("AWS::IAM::Role", role.Value.Arn));
        return Nothing.Value;
    }
}
