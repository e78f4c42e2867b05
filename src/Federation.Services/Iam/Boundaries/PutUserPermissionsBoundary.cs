using System.ComponentModel.DataAnnotations;
using Federation.Model.Audit;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Services.Iam.ManagedPolicies;
using Federation.Services.Iam.Users;
using Federation.Services.Pipeline;
using Federation.Services.Policies;

namespace Federation.Services.Iam.Boundaries;

/// <summary>AWS: PutUserPermissionsBoundary.</summary>
public sealed record PutUserPermissionsBoundaryRequest
{
    /// <summary>Name of the user.</summary>
    [Required, Length(1, 64), RegularExpression(UserRules.NamePattern)]
    public string? UserName { get; init; }

    /// <summary>ARN of a managed policy.</summary>
    [Required, Length(20, 2048)]
    public string? PermissionsBoundary { get; init; }
}

/// <summary>Bounds a user by a managed policy, in the place of the boundary that it had.</summary>
public sealed class PutUserPermissionsBoundary : WriteOperation<PutUserPermissionsBoundaryRequest, Nothing>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "PutUserPermissionsBoundary", AccessLevel.PermissionsManagement) { Resource = ActionResource.User };

    /// <inheritdoc/>
    // The key holds the boundary that is asked for, not the present one: a policy can say which boundaries may be set (AWS: Delegating responsibility with boundaries).
    protected override async Task<Result<IReadOnlyList<Demand>>> DemandsAsync(PutUserPermissionsBoundaryRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Needs(await UserRules.OnExistingAsync(Descriptor.Action, request.UserName!, context, cancellationToken, keys => keys["iam:PermissionsBoundary"] = [request.PermissionsBoundary!]));

    /// <inheritdoc/>
    protected override async Task<Result<Nothing>> HandleAsync(PutUserPermissionsBoundaryRequest request, IUnitOfWork store, OperationContext context, CancellationToken cancellationToken)
    {
        var user = await UserRules.FindAsync(store, context, request.UserName!, cancellationToken);
        if (!user.Succeeded)
        {
            return user.Error;
        }

        if (ManagedPolicyRules.CheckArn(request.PermissionsBoundary!) is { } invalid)
        {
            return invalid;
        }

        if (await BoundaryRules.SetAsync(store, user.Value.AccountId, user.Value.UserId, request.PermissionsBoundary!, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        if (await store.Users.UpdateAsync(user.Value with { PermissionsBoundary = request.PermissionsBoundary }, cancellationToken) != StoreOutcome.Stored)
        {
            return IamErrors.ConcurrentChange();
        }

        context.Audit.Resources.Add(new AuditResource("AWS::IAM::User", user.Value.Arn));
        return Nothing.Value;
    }
}
