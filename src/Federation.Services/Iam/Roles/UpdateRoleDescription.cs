using System.ComponentModel.DataAnnotations;
using Federation.Model.Audit;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Services.Pipeline;
using Federation.Services.Policies;

namespace Federation.Services.Iam.Roles;

/// <summary>AWS: UpdateRoleDescription.</summary>
public sealed record UpdateRoleDescriptionRequest
{
    /// <summary>Name.</summary>
    [Required, Length(1, 64), RegularExpression(RoleRules.NamePattern)]
    public string? RoleName { get; init; }

    /// <summary>At most 1,000 characters.</summary>
    [Required, Length(0, 1000), RegularExpression(RoleRules.DescriptionPattern)]
    public string? Description { get; init; }
}

/// <summary>Changes a role's description: the older spelling of UpdateRole.</summary>
public sealed class UpdateRoleDescription : WriteOperation<UpdateRoleDescriptionRequest, RoleResponse>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "UpdateRoleDescription", AccessLevel.Write) { Resource = ActionResource.Role };

    /// <inheritdoc/>
    protected override async Task<Result<IReadOnlyList<Demand>>> DemandsAsync(UpdateRoleDescriptionRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Needs(await RoleRules.OnExistingAsync(Descriptor.Action, request.RoleName!, context, cancellationToken));

    /// <inheritdoc/>
    protected override async Task<Result<RoleResponse>> HandleAsync(UpdateRoleDescriptionRequest request, IUnitOfWork store, OperationContext context, CancellationToken cancellationToken)
    {
        var role = await RoleRules.FindAsync(store, context, request.RoleName!, cancellationToken);
        if (!role.Succeeded)
        {
            return role.Error;
        }

        var changed = role.Value with { Description = request.Description };
        if (await store.Roles.UpdateAsync(changed, cancellationToken) != StoreOutcome.Stored)
        {
            return IamErrors.ConcurrentChange();
        }

        context.Audit.Resources.Add(new AuditResource("AWS::IAM::Role", changed.Arn));
        return new RoleResponse { Role = RoleRules.Show(changed, await TrustPolicies.ToShownAsync(changed.TrustPolicy, store, cancellationToken)) };
    }
}
