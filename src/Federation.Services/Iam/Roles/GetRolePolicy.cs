using System.ComponentModel.DataAnnotations;
using Federation.Model.Results;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.Roles;

/// <summary>AWS: GetRolePolicy.</summary>
public sealed record GetRolePolicyRequest
{
    /// <summary>Name of the role.</summary>
    [Required, Length(1, 64), RegularExpression(RoleRules.NamePattern)]
    public string? RoleName { get; init; }

    /// <summary>Name of the policy.</summary>
    [Required, Length(1, 128), RegularExpression(RoleRules.NamePattern)]
    public string? PolicyName { get; init; }
}

/// <summary>AWS: GetRolePolicy, answer.</summary>
public sealed record GetRolePolicyResponse
{
    /// <summary>Name of the role.</summary>
    public string? RoleName { get; init; }

    /// <summary>Name of the policy.</summary>
    public string? PolicyName { get; init; }

    /// <summary>The document, to the letter.</summary>
    [DataType("PolicyDocument")]
    public string? PolicyDocument { get; init; }
}

/// <summary>Shows an inline policy of a role.</summary>
public sealed class GetRolePolicy : ReadOperation<GetRolePolicyRequest, GetRolePolicyResponse>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "GetRolePolicy", AccessLevel.Read) { Resource = ActionResource.Role };

    /// <inheritdoc/>
    protected override async Task<Result<IReadOnlyList<Demand>>> DemandsAsync(GetRolePolicyRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Needs(await RoleRules.OnExistingAsync(Descriptor.Action, request.RoleName!, context, cancellationToken));

    /// <inheritdoc/>
    protected override async Task<Result<GetRolePolicyResponse>> HandleAsync(GetRolePolicyRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        var store = await context.ReadAsync(cancellationToken);
        var role = await RoleRules.FindAsync(store, context, request.RoleName!, cancellationToken);
        if (!role.Succeeded)
        {
            return role.Error;
        }

        var policy = await store.InlinePolicies.FindAsync(role.Value.AccountId, role.Value.RoleId, request.PolicyName!, cancellationToken);
        return policy is null
            ? IamErrors.NoSuchEntity($"The role policy with name {request.PolicyName} cannot be found.")
            : new GetRolePolicyResponse { RoleName = role.Value.RoleName, PolicyName = policy.PolicyName, PolicyDocument = policy.Document };
    }
}
