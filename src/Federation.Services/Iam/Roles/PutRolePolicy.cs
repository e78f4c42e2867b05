using System.ComponentModel.DataAnnotations;
using Federation.Model.Audit;
using Federation.Model.Results;
using Federation.Model.Roles;
using Federation.Model.Storage;
using Federation.Services.Pipeline;
using Federation.Services.Policies;

namespace Federation.Services.Iam.Roles;

/// <summary>AWS: PutRolePolicy.</summary>
public sealed record PutRolePolicyRequest
{
    /// <summary>Name of the role.</summary>
    [Required, Length(1, 64), RegularExpression(RoleRules.NamePattern)]
    public string? RoleName { get; init; }

    /// <summary>Name of the policy.</summary>
    [Required, Length(1, 128), RegularExpression(RoleRules.NamePattern)]
    public string? PolicyName { get; init; }

    /// <summary>Identity policy, JSON.</summary>
    [Required, Length(1, 131_072), RegularExpression(@"[\u0009\u000A\u000D\u0020-\u00FF]+")]
    public string? PolicyDocument { get; init; }
}

/// <summary>Writes an inline policy of a role.</summary>
public sealed class PutRolePolicy : WriteOperation<PutRolePolicyRequest, Nothing>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "PutRolePolicy", AccessLevel.PermissionsManagement) { Resource = ActionResource.Role };

    /// <inheritdoc/>
    protected override async Task<Result<IReadOnlyList<Demand>>> DemandsAsync(PutRolePolicyRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Needs(await RoleRules.OnExistingAsync(Descriptor.Action, request.RoleName!, context, cancellationToken));

    /// <inheritdoc/>
    protected override async Task<Result<Nothing>> HandleAsync(PutRolePolicyRequest request, IUnitOfWork store, OperationContext context, CancellationToken cancellationToken)
    {
        var role = await RoleRules.FindAsync(store, context, request.RoleName!, cancellationToken);
        if (!role.Succeeded)
        {
            return role.Error;
        }

        if (PolicyDocuments.CheckIdentity(request.PolicyDocument!) is { } malformed)
        {
            return malformed;
        }

        var quota = await InlinePolicyQuota.CheckAsync(
            store, role.Value.AccountId, role.Value.RoleId, request.PolicyName!, request.PolicyDocument!, RoleRules.MostInlineCharacters, $"role {role.Value.RoleName}", cancellationToken);
        if (quota is not null)
        {
            return quota;
        }

        // The role's version moves with its policies: a deletion that read it before is refused, and no policy is left without its role.
        if (await store.Roles.UpdateAsync(role.Value, cancellationToken) != StoreOutcome.Stored)
        {
            return IamErrors.ConcurrentChange();
        }

        var policy = new InlinePolicy { AccountId = role.Value.AccountId, OwnerId = role.Value.RoleId, PolicyName = request.PolicyName!, Document = request.PolicyDocument! };
        if (await store.InlinePolicies.PutAsync(policy, cancellationToken) != StoreOutcome.Stored)
        {
            return RoleRules.NotFound(request.RoleName!);
        }

        context.Audit.Resources.Add(new AuditResource("AWS::IAM::Role", role.Value.Arn));
        return Nothing.Value;
    }
}
