using System.ComponentModel.DataAnnotations;
using Federation.Model.Results;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.ManagedPolicies;

/// <summary>AWS: GetPolicy.</summary>
public sealed record GetPolicyRequest
{
    /// <summary>ARN of the policy.</summary>
    [Required, Length(20, 2048)]
    public string? PolicyArn { get; init; }
}

/// <summary>Shows a managed policy without its document.</summary>
public sealed class GetPolicy : ReadOperation<GetPolicyRequest, PolicyResponse>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "GetPolicy", AccessLevel.Read) { Resource = ActionResource.Policy };

    /// <inheritdoc/>
    protected override async Task<Result<IReadOnlyList<Demand>>> DemandsAsync(GetPolicyRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Needs(await ManagedPolicyRules.OnExistingAsync(Descriptor.Action, request.PolicyArn!, context, cancellationToken));

    /// <inheritdoc/>
    protected override async Task<Result<PolicyResponse>> HandleAsync(GetPolicyRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        var store = await context.ReadAsync(cancellationToken);
        var policy = await ManagedPolicyRules.FindAsync(store, context, request.PolicyArn!, cancellationToken);
        if (!policy.Succeeded)
        {
            return policy.Error;
        }

        return new PolicyResponse { Policy = PolicyShape.Of(policy.Value) };
    }
}
