using System.ComponentModel.DataAnnotations;
using Federation.Model.Results;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.Users;

/// <summary>AWS: GetUserPolicy.</summary>
public sealed record GetUserPolicyRequest
{
    /// <summary>Name of the user.</summary>
    [Required, Length(1, 128), RegularExpression(UserRules.NamePattern)]
    public string? UserName { get; init; }

    /// <summary>Name of the policy.</summary>
    [Required, Length(1, 128), RegularExpression(UserRules.NamePattern)]
    public string? PolicyName { get; init; }
}

/// <summary>AWS: GetUserPolicy, answer.</summary>
public sealed record GetUserPolicyResponse
{
    /// <summary>Name of the user.</summary>
    public string? UserName { get; init; }

    /// <summary>Name of the policy.</summary>
    public string? PolicyName { get; init; }

    /// <summary>The document, to the letter.</summary>
    [DataType("PolicyDocument")]
    public string? PolicyDocument { get; init; }
}

/// <summary>Shows an inline policy of a user.</summary>
public sealed class GetUserPolicy : ReadOperation<GetUserPolicyRequest, GetUserPolicyResponse>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "GetUserPolicy", AccessLevel.Read) { Resource = ActionResource.User };

    /// <inheritdoc/>
    protected override async Task<Result<IReadOnlyList<Demand>>> DemandsAsync(GetUserPolicyRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Needs(await UserRules.OnExistingAsync(Descriptor.Action, request.UserName!, context, cancellationToken));

    /// <inheritdoc/>
    protected override async Task<Result<GetUserPolicyResponse>> HandleAsync(GetUserPolicyRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        var store = await context.ReadAsync(cancellationToken);
        var user = await UserRules.FindAsync(store, context, request.UserName!, cancellationToken);
        if (!user.Succeeded)
        {
            return user.Error;
        }

        var policy = await store.InlinePolicies.FindAsync(user.Value.AccountId, user.Value.UserId, request.PolicyName!, cancellationToken);
        return policy is null
            ? IamErrors.NoSuchEntity($"The user policy with name {request.PolicyName} cannot be found.")
            : new GetUserPolicyResponse { UserName = user.Value.UserName, PolicyName = policy.PolicyName, PolicyDocument = policy.Document };
    }
}
