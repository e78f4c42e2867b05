using System.ComponentModel.DataAnnotations;
using Federation.Model.Results;
using Federation.Services.Pipeline;
using Federation.Services.Policies;

namespace Federation.Services.Iam.Roles;

/// <summary>AWS: GetRole.</summary>
public sealed record GetRoleRequest
{
    /// <summary>Name.</summary>
    [Required, Length(1, 64), RegularExpression(RoleRules.NamePattern)]
    public string? RoleName { get; init; }
}

/// <summary>Shows a role.</summary>
public sealed class GetRole : ReadOperation<GetRoleRequest, RoleResponse>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "GetRole", AccessLevel.Read) { Resource = ActionResource.Role };

    /// <inheritdoc/>
    protected override async Task<Result<IReadOnlyList<Demand>>> DemandsAsync(GetRoleRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Needs(await RoleRules.OnExistingAsync(Descriptor.Action, request.RoleName!, context, cancellationToken));

    /// <inheritdoc/>
    protected override async Task<Result<RoleResponse>> HandleAsync(GetRoleRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        var store = await context.ReadAsync(cancellationToken);
        var role = await RoleRules.FindAsync(store, context, request.RoleName!, cancellationToken);
        return role.Succeeded
            ? new RoleResponse { Role = RoleRules.Show(role.Value, await TrustPolicies.ToShownAsync(role.Value.TrustPolicy, store, cancellationToken)) }
            : role.Error;
    }
}
