using System.ComponentModel.DataAnnotations;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Services.Iam.Roles;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.Attachments;

/// <summary>AWS: AttachRolePolicy.</summary>
public sealed record AttachRolePolicyRequest
{
    /// <summary>Name of the role.</summary>
    [Required, Length(1, 64), RegularExpression(RoleRules.NamePattern)]
    public string? RoleName { get; init; }

    /// <summary>ARN of the policy.</summary>
    [Required, Length(20, 2048)]
    public string? PolicyArn { get; init; }
}

/// <summary>Attaches a managed policy to a role, an account's own or one of the gateway's. It counts at the next request.</summary>
public sealed class AttachRolePolicy(IamQuotas quotas) : WriteOperation<AttachRolePolicyRequest, Nothing>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "AttachRolePolicy", AccessLevel.PermissionsManagement)
    {
        Resource = ActionResource.Role,
        ConditionKeys = [AttachedPolicyRules.ArnKey],
    };

    /// <inheritdoc/>
    protected override async Task<Result<IReadOnlyList<Demand>>> DemandsAsync(AttachRolePolicyRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Needs(await RoleRules.OnExistingAsync(Descriptor.Action, request.RoleName!, context, cancellationToken, keys => keys[AttachedPolicyRules.ArnKey] = [request.PolicyArn!]));

    /// <inheritdoc/>
    protected override async Task<Result<Nothing>> HandleAsync(AttachRolePolicyRequest request, IUnitOfWork store, OperationContext context, CancellationToken cancellationToken)
    {
        var role = await RoleRules.FindAsync(store, context, request.RoleName!, cancellationToken);
        if (!role.Succeeded)
        {
            return role.Error;
        }

        var owner = new AttachedPolicyRules.Owner("Role", role.Value.RoleId, role.Value.Arn);
        // The role's version moves with what hangs on it: a deletion that read it before is refused.
        if (await store.Roles.UpdateAsync(role.Value, cancellationToken) != StoreOutcome.Stored)
        {
            return IamErrors.ConcurrentChange();
        }

        return await AttachedPolicyRules.AttachAsync(store, context, owner, request.PolicyArn!, quotas.AttachedPoliciesPerPrincipal, cancellationToken) is { } refusal
            ? refusal
            : Nothing.Value;
    }
}
