using System.ComponentModel.DataAnnotations;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Services.Iam.Roles;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.Attachments;

/// <summary>AWS: DetachRolePolicy.</summary>
public sealed record DetachRolePolicyRequest
{
    /// <summary>Name of the role.</summary>
    [Required, Length(1, 64), RegularExpression(RoleRules.NamePattern)]
    public string? RoleName { get; init; }

    /// <summary>ARN of the policy.</summary>
    [Required, Length(20, 2048)]
    public string? PolicyArn { get; init; }
}

/// <summary>Detaches a managed policy from a role. It counts no longer from the next request on.</summary>
public sealed class DetachRolePolicy : WriteOperation<DetachRolePolicyRequest, Nothing>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "DetachRolePolicy", AccessLevel.PermissionsManagement)
    {
        Resource = ActionResource.Role,
        ConditionKeys = [AttachedPolicyRules.ArnKey],
    };

    /// <inheritdoc/>
    protected override async Task<Result<IReadOnlyList<Demand>>> DemandsAsync(DetachRolePolicyRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Needs(await RoleRules.OnExistingAsync(Descriptor.Action, request.RoleName!, context, cancellationToken, keys => keys[AttachedPolicyRules.ArnKey] = [request.PolicyArn!]));

    /// <inheritdoc/>
    protected override async Task<Result<Nothing>> HandleAsync(DetachRolePolicyRequest request, IUnitOfWork store, OperationContext context, CancellationToken cancellationToken)
    {
        var role = await RoleRules.FindAsync(store, context, request.RoleName!, cancellationToken);
        if (!role.Succeeded)
        {
            return role.Error;
        }

        var owner = new AttachedPolicyRules.Owner("Role", role.Value.RoleId, role.Value.Arn);
        return await AttachedPolicyRules.DetachAsync(store, context, owner, request.PolicyArn!, cancellationToken) is { } refusal ? refusal : Nothing.Value;
    }
}
