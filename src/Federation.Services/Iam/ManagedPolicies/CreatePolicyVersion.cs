using System.ComponentModel.DataAnnotations;
using Federation.Model.Audit;
using Federation.Model.ManagedPolicies;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.ManagedPolicies;

/// <summary>AWS: CreatePolicyVersion.</summary>
public sealed record CreatePolicyVersionRequest
{
    /// <summary>ARN of the policy.</summary>
    [Required, Length(20, 2048)]
    public string? PolicyArn { get; init; }

    /// <summary>Identity policy, JSON.</summary>
    [Required, Length(1, 131_072), RegularExpression(ManagedPolicyRules.DocumentPattern)]
    public string? PolicyDocument { get; init; }

    /// <summary>Whether it comes into force at once; it does not by default.</summary>
    public bool? SetAsDefault { get; init; }
}

/// <summary>Adds a version, and puts it in force where the caller says so. Numbers are never used again.</summary>
public sealed class CreatePolicyVersion : WriteOperation<CreatePolicyVersionRequest, PolicyVersionResponse>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "CreatePolicyVersion", AccessLevel.PermissionsManagement) { Resource = ActionResource.Policy };

    /// <inheritdoc/>
    protected override async Task<Result<IReadOnlyList<Demand>>> DemandsAsync(CreatePolicyVersionRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Needs(await ManagedPolicyRules.OnExistingAsync(Descriptor.Action, request.PolicyArn!, context, cancellationToken));

    /// <inheritdoc/>
    protected override async Task<Result<PolicyVersionResponse>> HandleAsync(CreatePolicyVersionRequest request, IUnitOfWork store, OperationContext context, CancellationToken cancellationToken)
    {
        var policy = await ManagedPolicyRules.FindOwnAsync(store, context, request.PolicyArn!, cancellationToken);
        if (!policy.Succeeded)
        {
            return policy.Error;
        }

        if (ManagedPolicyRules.CheckDocument(request.PolicyDocument!) is { } refusal)
        {
            return refusal;
        }

        var versions = await store.ManagedPolicies.ListVersionsAsync(policy.Value.AccountId, policy.Value.PolicyId, cancellationToken);
        if (versions.Count >= ManagedPolicyRules.MostVersions)
        {
            return IamErrors.LimitExceeded(
                $"A managed policy can have up to {ManagedPolicyRules.MostVersions} versions. Before you create a new version, you must delete an existing version.");
        }

        var number = policy.Value.LastVersion + 1;
        var changed = policy.Value with
        {
            LastVersion = number,
            DefaultVersion = request.SetAsDefault == true ? number : policy.Value.DefaultVersion,
            UpdatedAt = context.Now,
        };
        var version = new ManagedPolicyVersion
        {
            AccountId = changed.AccountId,
            PolicyId = changed.PolicyId,
            Number = number,
            Document = request.PolicyDocument!,
            CreatedAt = context.Now,
        };
        if (await store.ManagedPolicies.UpdateAsync(changed, cancellationToken) != StoreOutcome.Stored
            || await store.ManagedPolicies.AddVersionAsync(version, cancellationToken) != StoreOutcome.Stored)
        {
            return IamErrors.ConcurrentChange();
        }

        context.Audit.Resources.Add(new AuditResource("AWS::IAM::Policy", policy.Value.Arn));
        return new PolicyVersionResponse { PolicyVersion = PolicyVersionShape.Of(changed, version, withDocument: false) };
    }
}
