using System.ComponentModel.DataAnnotations;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Services.Iam.Groups;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.Attachments;

/// <summary>AWS: DetachGroupPolicy.</summary>
public sealed record DetachGroupPolicyRequest
{
    /// <summary>Name of the group.</summary>
    [Required, Length(1, 128), RegularExpression(GroupRules.NamePattern)]
    public string? GroupName { get; init; }

    /// <summary>ARN of the policy.</summary>
    [Required, Length(20, 2048)]
    public string? PolicyArn { get; init; }
}

/// <summary>Detaches a managed policy from a group. It counts no longer from the next request on.</summary>
public sealed class DetachGroupPolicy : WriteOperation<DetachGroupPolicyRequest, Nothing>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "DetachGroupPolicy", AccessLevel.PermissionsManagement)
    {
        Resource = ActionResource.Group,
        ConditionKeys = [AttachedPolicyRules.ArnKey],
    };

    /// <inheritdoc/>
    protected override async Task<Result<IReadOnlyList<Demand>>> DemandsAsync(DetachGroupPolicyRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Needs(await GroupRules.OnExistingAsync(Descriptor.Action, request.GroupName!, context, cancellationToken, keys => keys[AttachedPolicyRules.ArnKey] = [request.PolicyArn!]));

    /// <inheritdoc/>
    protected override async Task<Result<Nothing>> HandleAsync(DetachGroupPolicyRequest request, IUnitOfWork store, OperationContext context, CancellationToken cancellationToken)
    {
        var group = await GroupRules.FindAsync(store, context, request.GroupName!, cancellationToken);
        if (!group.Succeeded)
        {
            return group.Error;
        }

        var owner = new AttachedPolicyRules.Owner("Group", group.Value.GroupId, group.Value.Arn);
        return await AttachedPolicyRules.DetachAsync(store, context, owner, request.PolicyArn!, cancellationToken) is { } refusal ? refusal : Nothing.Value;
    }
}
