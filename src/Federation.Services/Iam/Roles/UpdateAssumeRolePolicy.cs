using System.ComponentModel.DataAnnotations;
using Federation.Model.Audit;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Services.Pipeline;
using Federation.Services.Policies;

namespace Federation.Services.Iam.Roles;

/// <summary>AWS: UpdateAssumeRolePolicy.</summary>
public sealed record UpdateAssumeRolePolicyRequest
{
    /// <summary>Name.</summary>
    [Required, Length(1, 64), RegularExpression(RoleRules.NamePattern)]
    public string? RoleName { get; init; }

    /// <summary>Trust policy, JSON.</summary>
    [Required, Length(1, 131_072), RegularExpression(@"[\u0009\u000A\u000D\u0020-\u00FF]+")]
    public string? PolicyDocument { get; init; }
}

/// <summary>Replaces a role's trust policy.</summary>
public sealed class UpdateAssumeRolePolicy : WriteOperation<UpdateAssumeRolePolicyRequest, Nothing>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "UpdateAssumeRolePolicy", AccessLevel.PermissionsManagement) { Resource = ActionResource.Role };

    /// <inheritdoc/>
    protected override async Task<Result<IReadOnlyList<Demand>>> DemandsAsync(UpdateAssumeRolePolicyRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Needs(await RoleRules.OnExistingAsync(Descriptor.Action, request.RoleName!, context, cancellationToken));

    /// <inheritdoc/>
    protected override async Task<Result<Nothing>> HandleAsync(UpdateAssumeRolePolicyRequest request, IUnitOfWork store, OperationContext context, CancellationToken cancellationToken)
    {
        var role = await RoleRules.FindAsync(store, context, request.RoleName!, cancellationToken);
        if (!role.Succeeded)
        {
            return role.Error;
        }

        var trust = await TrustPolicies.ToStoredAsync(request.PolicyDocument!, store, cancellationToken);
        if (!trust.Succeeded)
        {
            return trust.Error;
        }

        if (await store.Roles.UpdateAsync(role.Value with { TrustPolicy = trust.Value }, cancellationToken) != StoreOutcome.Stored)
        {
            return IamErrors.ConcurrentChange();
        }

        context.Audit.Resources.Add(new AuditResource("AWS::IAM::Role", role.Value.Arn));
        return Nothing.Value;
    }
}
