using System.ComponentModel.DataAnnotations;
using Federation.Model.Audit;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.ManagedPolicies;

/// <summary>AWS: DeletePolicyVersion.</summary>
public sealed record DeletePolicyVersionRequest
{
    /// <summary>ARN of the policy.</summary>
    [Required, Length(20, 2048)]
    public string? PolicyArn { get; init; }

    /// <summary>Such as <c>v3</c>.</summary>
    [Required, RegularExpression(ManagedPolicyRules.VersionPattern)]
    public string? VersionId { get; init; }
}

/// <summary>Removes a version that is not in force.</summary>
public sealed class DeletePolicyVersion : WriteOperation<DeletePolicyVersionRequest, Nothing>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "DeletePolicyVersion", AccessLevel.PermissionsManagement) { Resource = ActionResource.Policy };

    /// <inheritdoc/>
    protected override async Task<Result<IReadOnlyList<Demand>>> DemandsAsync(DeletePolicyVersionRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Needs(await ManagedPolicyRules.OnExistingAsync(Descriptor.Action, request.PolicyArn!, context, cancellationToken));

    /// <inheritdoc/>
    protected override async Task<Result<Nothing>> HandleAsync(DeletePolicyVersionRequest request, IUnitOfWork store, OperationContext context, CancellationToken cancellationToken)
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

        if (version.Value.Number == policy.Value.DefaultVersion)
        {
            return IamErrors.DeleteConflict("Cannot delete the default version of a policy.");
        }

        // The policy's own version moves first: a call that puts this version in force meanwhile is refused, and no policy is left without its document.
        if (await store.ManagedPolicies.UpdateAsync(policy.Value, cancellationToken) != StoreOutcome.Stored
            || await store.ManagedPolicies.RemoveVersionAsync(policy.Value.AccountId, policy.Value.PolicyId, version.Value.Number, cancellationToken) != StoreOutcome.Stored)
        {
            return IamErrors.ConcurrentChange();
        }

        context.Audit.Resources.Add(new AuditResource("AWS::IAM::Policy", policy.Value.Arn));
        return Nothing.Value;
    }
}
