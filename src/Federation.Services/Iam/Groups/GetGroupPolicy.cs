using System.ComponentModel.DataAnnotations;
using Federation.Model.Results;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.Groups;

/// <summary>AWS: GetGroupPolicy.</summary>
public sealed record GetGroupPolicyRequest
{
    /// <summary>Name of the group.</summary>
    [Required, Length(1, 128), RegularExpression(GroupRules.NamePattern)]
    public string? GroupName { get; init; }

    /// <summary>Name of the policy.</summary>
    [Required, Length(1, 128), RegularExpression(GroupRules.NamePattern)]
    public string? PolicyName { get; init; }
}

/// <summary>AWS: GetGroupPolicy, answer.</summary>
public sealed record GetGroupPolicyResponse
{
    /// <summary>Name of the group.</summary>
    public string? GroupName { get; init; }

    /// <summary>Name of the policy.</summary>
    public string? PolicyName { get; init; }

    /// <summary>The document, to the letter.</summary>
    [DataType("PolicyDocument")]
    public string? PolicyDocument { get; init; }
}

/// <summary>Shows an inline policy of a group.</summary>
public sealed class GetGroupPolicy : ReadOperation<GetGroupPolicyRequest, GetGroupPolicyResponse>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "GetGroupPolicy", AccessLevel.Read) { Resource = ActionResource.Group };

    /// <inheritdoc/>
    protected override async Task<Result<IReadOnlyList<Demand>>> DemandsAsync(GetGroupPolicyRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Needs(await GroupRules.OnExistingAsync(Descriptor.Action, request.GroupName!, context, cancellationToken));

    /// <inheritdoc/>
    protected override async Task<Result<GetGroupPolicyResponse>> HandleAsync(GetGroupPolicyRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        var store = await context.ReadAsync(cancellationToken);
        var group = await GroupRules.FindAsync(store, context, request.GroupName!, cancellationToken);
        if (!group.Succeeded)
        {
            return group.Error;
        }

        var policy = await store.InlinePolicies.FindAsync(group.Value.AccountId, group.Value.GroupId, request.PolicyName!, cancellationToken);
        return policy is null
            ? IamErrors.NoSuchEntity($"The group policy with name {request.PolicyName} cannot be found.")
            : new GetGroupPolicyResponse { GroupName = group.Value.GroupName, PolicyName = policy.PolicyName, PolicyDocument = policy.Document };
    }
}
