using System.ComponentModel.DataAnnotations;
using Federation.Model.Audit;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Services.Iam.Shapes;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.ManagedPolicies;

/// <summary>AWS: TagPolicy.</summary>
public sealed record TagPolicyRequest
{
    /// <summary>ARN of the policy.</summary>
    [Required, Length(20, 2048)]
    public string? PolicyArn { get; init; }

    /// <summary>At most 50.</summary>
    [Required, Length(0, 50)]
    public IReadOnlyList<TagShape>? Tags { get; init; }
}

/// <summary>Adds tags to a managed policy, or overwrites them.</summary>
public sealed class TagPolicy : WriteOperation<TagPolicyRequest, Nothing>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "TagPolicy", AccessLevel.Tagging) { Resource = ActionResource.Policy };

    /// <inheritdoc/>
    protected override async Task<Result<IReadOnlyList<Demand>>> DemandsAsync(TagPolicyRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Needs(await ManagedPolicyRules.OnExistingAsync(Descriptor.Action, request.PolicyArn!, context, cancellationToken, keys => TagRules.AddRequestContext(keys, request.Tags)));

    /// <inheritdoc/>
    protected override async Task<Result<Nothing>> HandleAsync(TagPolicyRequest request, IUnitOfWork store, OperationContext context, CancellationToken cancellationToken)
    {
        var policy = await ManagedPolicyRules.FindOwnAsync(store, context, request.PolicyArn!, cancellationToken);
        if (!policy.Succeeded)
        {
            return policy.Error;
        }

        var tags = TagRules.Merge(policy.Value.Tags, request.Tags);
        if (!tags.Succeeded)
        {
            return tags.Error;
        }

        if (await store.ManagedPolicies.UpdateAsync(policy.Value with { Tags = tags.Value }, cancellationToken) != StoreOutcome.Stored)
        {
            return IamErrors.ConcurrentChange();
        }

        context.Audit.Resources.Add(new AuditResource("AWS::IAM::Policy", policy.Value.Arn));
        return Nothing.Value;
    }
}
