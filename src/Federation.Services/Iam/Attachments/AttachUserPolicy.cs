using System.ComponentModel.DataAnnotations;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Services.Iam.Users;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.Attachments;

/// <summary>AWS: AttachUserPolicy.</summary>
public sealed record AttachUserPolicyRequest
{
    /// <summary>Name of the user.</summary>
    [Required, Length(1, 64), RegularExpression(UserRules.NamePattern)]
    public string? UserName { get; init; }

    /// <summary>ARN of the policy.</summary>
    [Required, Length(20, 2048)]
    public string? PolicyArn { get; init; }
}

/// <summary>Attaches a managed policy to a user, an account's own or one of the gateway's. It counts at the next request.</summary>
public sealed class AttachUserPolicy(IamQuotas quotas) : WriteOperation<AttachUserPolicyRequest, Nothing>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "AttachUserPolicy", AccessLevel.PermissionsManagement)
    {
        Resource = ActionResource.User,
        ConditionKeys = [AttachedPolicyRules.ArnKey],
    };

    /// <inheritdoc/>
    protected override async Task<Result<IReadOnlyList<Demand>>> DemandsAsync(AttachUserPolicyRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Needs(await UserRules.OnExistingAsync(Descriptor.Action, request.UserName!, context, cancellationToken, keys => keys[AttachedPolicyRules.ArnKey] = [request.PolicyArn!]));

    /// <inheritdoc/>
    protected override async Task<Result<Nothing>> HandleAsync(AttachUserPolicyRequest request, IUnitOfWork store, OperationContext context, CancellationToken cancellationToken)
    {
        var user = await UserRules.FindAsync(store, context, request.UserName!, cancellationToken);
        if (!user.Succeeded)
        {
            return user.Error;
        }

        var owner = new AttachedPolicyRules.Owner("User", user.Value.UserId, user.Value.Arn);
        // The user's version moves with what hangs on it: a deletion that read it before is refused.
        if (await UserRules.TouchAsync(store, user.Value, cancellationToken) is { } stale)
        {
            return stale;
        }

        return await AttachedPolicyRules.AttachAsync(store, context, owner, request.PolicyArn!, quotas.AttachedPoliciesPerPrincipal, cancellationToken) is { } refusal
            ? refusal
            : Nothing.Value;
    }
}
