using System.ComponentModel.DataAnnotations;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Services.Iam.Groups;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.Attachments;

/// <summary>AWS: AttachGroupPolicy.</summary>
public sealed record AttachGroupPolicyRequest
{
    /// <summary>Name of the group.</summary>
    [Required, Length(1, 128), RegularExpression(GroupRules.NamePattern)]
    public string? GroupName { get; init; }

    /// <summary>ARN of the policy.</summary>
    [Required, Length(20, 2048)]
    public string? PolicyArn { get; init; }
}

/// <summary>Attaches a managed policy to a group, an account's own or one of the gateway's. It counts at the next request.</summary>
public sealed class AttachGroupPolicy(IamQuotas quotas) : WriteOperation<AttachGroupPolicyRequest, Nothing>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "AttachGroupPolicy", AccessLevel.PermissionsManagement)
    {
        Resource = ActionResource.Group,
        ConditionKeys = [AttachedPolicyRules.ArnKey],
    };

    /// <inheritdoc/>
    protected override async Task<Result<IReadOnlyList<Demand>>> DemandsAsync(AttachGroupPolicyRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Needs(await GroupRules.OnExistingAsync(Descriptor.Action, request.GroupName!, context, cancellationToken, keys => keys[AttachedPolicyRules.ArnKey] = [request.PolicyArn!]));

    /// <inheritdoc/>
    protected override async Task<Result<Nothing>> HandleAsync(AttachGroupPolicyRequest request, IUnitOfWork store, OperationContext context, CancellationToken cancellationToken)
    {
        var group = await GroupRules.FindAsync(store, context, request.GroupName!, cancellationToken);
        if (!group.Succeeded)
        {
            return group.Error;
        }

        var owner = new AttachedPolicyRules.Owner("Group", group.Value.GroupId, group.Value.Arn);
        // The group's version moves with what hangs on it: a deletion that read it before is refused.
        if (await GroupRules.TouchAsync(store, group.Value, cancellationToken) is { } stale)
        {
            return stale;
        }

        return await AttachedPolicyRules.AttachAsync(store, context, owner, request.PolicyArn!, quotas.AttachedPoliciesPerPrincipal, cancellationToken) is { } refusal
            ? refusal
            : Nothing.Value;
    }
}
