using System.ComponentModel.DataAnnotations;
using Federation.Model.Results;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.ManagedPolicies;

/// <summary>AWS: GetPolicyVersion.</summary>
public sealed record GetPolicyVersionRequest
{
    /// <summary>ARN of the policy.</summary>
    [Required, Length(20, 2048)]
    public string? PolicyArn { get; init; }

    /// <summary>Such as <c>v3</c>.</summary>
    [Required, RegularExpression(ManagedPolicyRules.VersionPattern)]
    public string? VersionId { get; init; }
}

/// <summary>Shows a version of a managed policy with its document.</summary>
public sealed class GetPolicyVersion : ReadOperation<GetPolicyVersionRequest, PolicyVersionResponse>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "GetPolicyVersion", AccessLevel.Read) { Resource = ActionResource.Policy };

    /// <inheritdoc/>
    protected override async Task<Result<IReadOnlyList<Demand>>> DemandsAsync(GetPolicyVersionRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Needs(await ManagedPolicyRules.OnExistingAsync(Descriptor.Action, request.PolicyArn!, context, cancellationToken));

    /// <inheritdoc/>
    protected override async Task<Result<PolicyVersionResponse>> HandleAsync(GetPolicyVersionRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        var store = await context.ReadAsync(cancellationToken);
        var policy = await ManagedPolicyRules.FindAsync(store, context, request.PolicyArn!, cancellationToken);
        if (!policy.Succeeded)
        {
            return policy.Error;
        }

        var version = await ManagedPolicyRules.FindVersionAsync(store, policy.Value, request.VersionId!, cancellationToken);
        return version.Succeeded
            ? new PolicyVersionResponse { PolicyVersion = PolicyVersionShape.Of(policy.Value, version.Value, withDocument: true) }
            : version.Error;
    }
}
