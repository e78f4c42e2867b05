using System.ComponentModel.DataAnnotations;
using Federation.Model.Audit;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Services.Iam.ManagedPolicies;
using Federation.Services.Iam.Roles;
using Federation.Services.Pipeline;
using Federation.Services.Policies;

namespace Federation.Services.Iam.Boundaries;

/// <summary>AWS: PutRolePermissionsBoundary.</summary>
public sealed record PutRolePermissionsBoundaryRequest
{
    /// <summary>Name of the role.</summary>
    [Required, Length(1, 64), RegularExpression(RoleRules.NamePattern)]
    public string? RoleName { get; init; }

    /// <summary>ARN of a managed policy.</summary>
    [Required, Length(20, 2048)]
    public string? PermissionsBoundary { get; init; }
}

/// <summary>Bounds a role by a managed policy, in the place of the boundary that it had.</summary>
public sealed class PutRolePermissionsBoundary : WriteOperation<PutRolePermissionsBoundaryRequest, Nothing>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "PutRolePermissionsBoundary", AccessLevel.PermissionsManagement) { Resource = ActionResource.Role };

    /// <inheritdoc/>
    // The key holds the boundary that is asked for, not the present one: a policy can say which boundaries may be set (AWS: Delegating responsibility with boundaries).
    protected override async Task<Result<IReadOnlyList<Demand>>> DemandsAsync(PutRolePermissionsBoundaryRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Needs(await RoleRules.OnExistingAsync(Descriptor.Action, request.RoleName!, context, cancellationToken, keys => keys["iam:PermissionsBoundary"] = [request.PermissionsBoundary!]));

    /// <inheritdoc/>
    protected override async Task<Result<Nothing>> HandleAsync(PutRolePermissionsBoundaryRequest request, IUnitOfWork store, OperationContext context, CancellationToken cancellationToken)
    {
        var role = await RoleRules.FindAsync(store, context, request.RoleName!, cancellationToken);
        if (!role.Succeeded)
        {
            return role.Error;
        }

        if (ManagedPolicyRules.CheckArn(request.PermissionsBoundary!) is { } invalid)
        {
            return invalid;
        }

        if (await BoundaryRules.SetAsync(store, role.Value.AccountId, role.Value.RoleId, request.PermissionsBoundary!, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        if (await store.Roles.UpdateAsync(role.Value with { PermissionsBoundary = request.PermissionsBoundary }, cancellationToken) != StoreOutcome.Stored)
        {
            return IamErrors.ConcurrentChange();
        }

        context.Audit.Resources.Add(new AuditResource("AWS::IAM::Role", role.Value.Arn));
        return Nothing.Value;
    }
}
