using System.ComponentModel.DataAnnotations;
using Federation.Model.Audit;
using Federation.Model.Identifiers;
using Federation.Model.ManagedPolicies;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Services.Iam.Shapes;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.ManagedPolicies;

/// <summary>AWS: CreatePolicy.</summary>
public sealed record CreatePolicyRequest
{
    /// <summary>Name.</summary>
    [Required, Length(1, 128), RegularExpression(ManagedPolicyRules.NamePattern)]
    public string? PolicyName { get; init; }

    /// <summary>Path; <c>/</c> by default.</summary>
    [Length(1, 512), RegularExpression(ManagedPolicyRules.PathPattern)]
    public string? Path { get; init; }

    /// <summary>Identity policy, JSON.</summary>
    [Required, Length(1, 131_072), RegularExpression(ManagedPolicyRules.DocumentPattern)]
    public string? PolicyDocument { get; init; }

    /// <summary>At most 1,000 characters; it never changes.</summary>
    [Length(0, 1000)]
    public string? Description { get; init; }

    /// <summary>At most 50.</summary>
    [Length(0, 50)]
    public IReadOnlyList<TagShape>? Tags { get; init; }
}

/// <summary>Makes a managed policy with its first version.</summary>
public sealed class CreatePolicy(IamQuotas quotas) : WriteOperation<CreatePolicyRequest, PolicyResponse>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "CreatePolicy", AccessLevel.PermissionsManagement) { Resource = ActionResource.NewPolicy };

    /// <inheritdoc/>
    protected override Task<Result<IReadOnlyList<Demand>>> DemandsAsync(CreatePolicyRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        var keys = new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase);
        TagRules.AddRequestContext(keys, request.Tags);
        var account = context.Caller.AccountId;
        var demand = Demand.Identity(Descriptor.Action, Arns.Policy(account, request.Path ?? "/", request.PolicyName!), account) with { Context = keys };
        return Task.FromResult(NeedsWithTags(demand, "iam:TagPolicy", request.Tags is { Count: > 0 }));
    }

    /// <inheritdoc/>
    protected override async Task<Result<PolicyResponse>> HandleAsync(CreatePolicyRequest request, IUnitOfWork store, OperationContext context, CancellationToken cancellationToken)
    {
        var account = context.Caller.AccountId;
        var tags = TagRules.Read(request.Tags);
        if (!tags.Succeeded)
        {
            return tags.Error;
        }

        if (ManagedPolicyRules.CheckDocument(request.PolicyDocument!) is { } refusal)
        {
            return refusal;
        }

        if (await store.ManagedPolicies.CountAsync(account, cancellationToken) >= quotas.PoliciesPerAccount)
        {
            return IamErrors.LimitExceeded($"Cannot exceed quota for PoliciesPerAccount: {quotas.PoliciesPerAccount}");
        }

        var policy = Make(request, tags.Value, context);
        var first = new ManagedPolicyVersion { AccountId = account, PolicyId = policy.PolicyId, Number = 1, Document = request.PolicyDocument!, CreatedAt = context.Now };
        if (await store.ManagedPolicies.AddAsync(policy, first, cancellationToken) != StoreOutcome.Stored)
        {
            return IamErrors.EntityAlreadyExists($"A policy called {request.PolicyName} already exists. Duplicate names are not allowed.");
        }

        context.Audit.Resources.Add(new AuditResource("AWS::IAM::Policy", policy.Arn));
        return new PolicyResponse { Policy = PolicyShape.Of(policy) with { Tags = TagRules.Show(policy.Tags) } };
    }

    private static ManagedPolicy Make(CreatePolicyRequest request, IReadOnlyList<Tag> tags, OperationContext context) => new()
    {
        AccountId = context.Caller.AccountId,
        PolicyId = UniqueIds.Create(UniqueIdPrefix.Policy, context.Caller.AccountId),
        PolicyName = request.PolicyName!,
        Path = request.Path ?? "/",
        Description = request.Description,
        DefaultVersion = 1,
        LastVersion = 1,
        Tags = tags,
        CreatedAt = context.Now,
        UpdatedAt = context.Now,
    };
}
