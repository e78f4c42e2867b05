using System.ComponentModel.DataAnnotations;
using Federation.Model.Audit;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.ManagedPolicies;

/// <summary>AWS: DeletePolicy.</summary>
public sealed record DeletePolicyRequest
{
    /// <summary>ARN of the policy.</summary>
    [Required, Length(20, 2048)]
    public string? PolicyArn { get; init; }
}

/// <summary>Removes a managed policy of one version that nothing uses; its name may be used again, its id never.</summary>
public sealed class DeletePolicy : WriteOperation<DeletePolicyRequest, Nothing>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "DeletePolicy", AccessLevel.PermissionsManagement) { Resource = ActionResource.Policy };

    /// <inheritdoc/>
    protected override async Task<Result<IReadOnlyList<Demand>>> DemandsAsync(DeletePolicyRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Needs(await ManagedPolicyRules.OnExistingAsync(Descriptor.Action, request.PolicyArn!, context, cancellationToken));

    /// <inheritdoc/>
    protected override async Task<Result<Nothing>> HandleAsync(DeletePolicyRequest request, IUnitOfWork store, OperationContext context, CancellationToken cancellationToken)
    {
        var policy = await ManagedPolicyRules.FindOwnAsync(store, context, request.PolicyArn!, cancellationToken);
        if (!policy.Succeeded)
        {
            return policy.Error;
        }

        if (policy.Value.AttachmentCount > 0)
        {
            return IamErrors.DeleteConflict("Cannot delete a policy attached to entities.");
        }

        if (policy.Value.BoundaryCount > 0)
        {
            return IamErrors.DeleteConflict("Cannot delete a policy used as a permissions boundary.");
        }

        var versions = await store.ManagedPolicies.ListVersionsAsync(policy.Value.AccountId, policy.Value.PolicyId, cancellationToken);
        if (versions.Count > 1)
        {
            return IamErrors.DeleteConflict(
                "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.");
        }

        // An attachment that came in between has moved the version.
        if (await store.ManagedPolicies.RemoveAsync(policy.Value.AccountId, policy.Value.PolicyId, policy.Value.Version, cancellationToken) != StoreOutcome.Stored)
        {
            return IamErrors.ConcurrentChange();
        }

        context.Audit.Resources.Add(new AuditResource("AWS::IAM::Policy", policy.Value.Arn));
        return Nothing.Value;
    }
}
