using System.ComponentModel.DataAnnotations;
using Federation.Model.Audit;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Services.Pipeline;
using Federation.Services.Pipeline.Validation;

namespace Federation.Services.Iam.ManagedPolicies;

/// <summary>AWS: UntagPolicy.</summary>
public sealed record UntagPolicyRequest
{
    /// <summary>ARN of the policy.</summary>
    [Required, Length(20, 2048)]
    public string? PolicyArn { get; init; }

    /// <summary>At most 50.</summary>
    [Required, Length(0, 50), ElementLength(1, 128), ElementPattern(@"[\p{L}\p{Z}\p{N}_.:/=+\-@]+")]
    public IReadOnlyList<string>? TagKeys { get; init; }
}

/// <summary>Takes tags off a managed policy; keys that it does not have are no error.</summary>
public sealed class UntagPolicy : WriteOperation<UntagPolicyRequest, Nothing>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "UntagPolicy", AccessLevel.Tagging) { Resource = ActionResource.Policy };

    /// <inheritdoc/>
    protected override async Task<Result<IReadOnlyList<Demand>>> DemandsAsync(UntagPolicyRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Needs(await ManagedPolicyRules.OnExistingAsync(Descriptor.Action, request.PolicyArn!, context, cancellationToken, keys => keys["aws:TagKeys"] = request.TagKeys!));

    /// <inheritdoc/>
    protected override async Task<Result<Nothing>> HandleAsync(UntagPolicyRequest request, IUnitOfWork store, OperationContext context, CancellationToken cancellationToken)
    {
        var policy = await ManagedPolicyRules.FindOwnAsync(store, context, request.PolicyArn!, cancellationToken);
        if (!policy.Succeeded)
        {
            return policy.Error;
        }

        if (await store.ManagedPolicies.UpdateAsync(policy.Value with { Tags = TagRules.Without(policy.Value.Tags, request.TagKeys) }, cancellationToken) != StoreOutcome.Stored)
        {
            return IamErrors.ConcurrentChange();
        }

        context.Audit.Resources.Add(new AuditResource("AWS::IAM::Policy", policy.Value.Arn));
        return Nothing.Value;
    }
}
