using System.ComponentModel.DataAnnotations;
using Federation.Model.Audit;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.ManagedPolicies;

/// <summary>AWS: SetDefaultPolicyVersion.</summary>
public sealed record SetDefaultPolicyVersionRequest
{
    /// <summary>ARN of the policy.</summary>
    [Required, Length(20, 2048)]
    public string? PolicyArn { get; init; }

    /// <summary>Such as <c>v3</c>.</summary>
    [Required, RegularExpression(ManagedPolicyRules.VersionPattern)]
    public string? VersionId { get; init; }
}

/// <summary>Puts a version in force for everyone whom the policy hangs on.</summary>
public sealed class SetDefaultPolicyVersion : WriteOperation<SetDefaultPolicyVersionRequest, Nothing>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "SetDefaultPolicyVersion", AccessLevel.PermissionsManagement) { Resource = ActionResource.Policy };

    /// <inheritdoc/>
    protected override async Task<Result<IReadOnlyList<Demand>>> DemandsAsync(SetDefaultPolicyVersionRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Needs(await ManagedPolicyRules.OnExistingAsync(Descriptor.Action, request.PolicyArn!, context, cancellationToken));

    /// <inheritdoc/>
    protected override async Task<Result<Nothing>> HandleAsync(SetDefaultPolicyVersionRequest request, IUnitOfWork store, OperationContext context, CancellationToken cancellationToken)
    {
        var policy = await ManagedPolicyRules.FindOwnAsync(store, context, request.PolicyArn!, cancellationToken);
        if (!policy.Succeeded)
        {
            return policy.Error;
        }

        var version = await ManagedPolicyRules.FindVersionAsync(store, policy.Value, request.VersionId!, cancellationToken);
        if (!version.Succeeded)
        {
            return version.Error;
        }

        if (await store.ManagedPolicies.UpdateAsync(policy.Value with { DefaultVersion = version.Value.Number }, cancellationToken) != StoreOutcome.Stored)
        {
            return IamErrors.ConcurrentChange();
        }

        context.Audit.Resources.Add(new AuditResource("AWS::IAM::Policy", policy.Value.Arn));
        return Nothing.Value;
    }
}
