using System.ComponentModel.DataAnnotations;
using Federation.Model.Audit;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.Users;

/// <summary>AWS: DeleteUserPolicy.</summary>
public sealed record DeleteUserPolicyRequest
{
    /// <summary>Name of the user.</summary>
    [Required, Length(1, 128), RegularExpression(UserRules.NamePattern)]
    public string? UserName { get; init; }

    /// <summary>Name of the policy.</summary>
    [Required, Length(1, 128), RegularExpression(UserRules.NamePattern)]
    public string? PolicyName { get; init; }
}

/// <summary>Removes an inline policy of a user.</summary>
public sealed class DeleteUserPolicy : WriteOperation<DeleteUserPolicyRequest, Nothing>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "DeleteUserPolicy", AccessLevel.PermissionsManagement) { Resource = ActionResource.User };

    /// <inheritdoc/>
    protected override async Task<Result<IReadOnlyList<Demand>>> DemandsAsync(DeleteUserPolicyRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Needs(await UserRules.OnExistingAsync(Descriptor.Action, request.UserName!, context, cancellationToken));

    /// <inheritdoc/>
    protected override async Task<Result<Nothing>> HandleAsync(DeleteUserPolicyRequest request, IUnitOfWork store, OperationContext context, CancellationToken cancellationToken)
    {
        var user = await UserRules.FindAsync(store, context, request.UserName!, cancellationToken);
        if (!user.Succeeded)
        {
            return user.Error;
        }

        if (await store.InlinePolicies.RemoveAsync(user.Value.AccountId, user.Value.UserId, request.PolicyName!, cancellationToken) != StoreOutcome.Stored)
        {
            return IamErrors.NoSuchEntity($"The user policy with name {request.PolicyName} cannot be found.");
        }

        context.Audit.Resources.Add(new AuditResource("AWS::IAM::User", user.Value.Arn));
        return Nothing.Value;
    }
}
