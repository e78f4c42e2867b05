using System.ComponentModel.DataAnnotations;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Services.Iam.Users;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.Attachments;

/// <summary>AWS: DetachUserPolicy.</summary>
public sealed record DetachUserPolicyRequest
{
    /// <summary>Name of the user.</summary>
    [Required, Length(1, 64), RegularExpression(UserRules.NamePattern)]
    public string? UserName { get; init; }

    /// <summary>ARN of the policy.</summary>
    [Required, Length(20, 2048)]
    public string? PolicyArn { get; init; }
}

/// <summary>Detaches a managed policy from a user. It counts no longer from the next request on.</summary>
public sealed class DetachUserPolicy : WriteOperation<DetachUserPolicyRequest, Nothing>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "DetachUserPolicy", AccessLevel.PermissionsManagement)
    {
        Resource = ActionResource.User,
        ConditionKeys = [AttachedPolicyRules.ArnKey],
    };

    /// <inheritdoc/>
    protected override async Task<Result<IReadOnlyList<Demand>>> DemandsAsync(DetachUserPolicyRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Needs(await UserRules.OnExistingAsync(Descriptor.Action, request.UserName!, context, cancellationToken, keys => keys[AttachedPolicyRules.ArnKey] = [request.PolicyArn!]));

    /// <inheritdoc/>
    protected override async Task<Result<Nothing>> HandleAsync(DetachUserPolicyRequest request, IUnitOfWork store, OperationContext context, CancellationToken cancellationToken)
    {
        var user = await UserRules.FindAsync(store, context, request.UserName!, cancellationToken);
        if (!user.Succeeded)
        {
            return user.Error;
        }

        var owner = new AttachedPolicyRules.Owner("User", user.Value.UserId, user.Value.Arn);
        return await AttachedPolicyRules.DetachAsync(store, context, owner, request.PolicyArn!, cancellationToken) is { } refusal ? refusal : Nothing.Value;
    }
}
