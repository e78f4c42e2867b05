using System.ComponentModel.DataAnnotations;
using Federation.Model.Audit;
using Federation.Model.Results;
using Federation.Model.Roles;
using Federation.Model.Storage;
using Federation.Services.Iam.Roles;
using Federation.Services.Pipeline;
using Federation.Services.Policies;

namespace Federation.Services.Iam.Users;

/// <summary>AWS: PutUserPolicy.</summary>
public sealed record PutUserPolicyRequest
{
    /// <summary>Name of the user.</summary>
    [Required, Length(1, 128), RegularExpression(UserRules.NamePattern)]
    public string? UserName { get; init; }

    /// <summary>Name of the policy.</summary>
    [Required, Length(1, 128), RegularExpression(UserRules.NamePattern)]
    public string? PolicyName { get; init; }

    /// <summary>Identity policy, JSON.</summary>
    [Required, Length(1, 131_072), RegularExpression(@"[\u0009\u000A\u000D\u0020-\u00FF]+")]
    public string? PolicyDocument { get; init; }
}

/// <summary>Writes an inline policy of a user.</summary>
public sealed class PutUserPolicy : WriteOperation<PutUserPolicyRequest, Nothing>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "PutUserPolicy", AccessLevel.PermissionsManagement) { Resource = ActionResource.User };

    /// <inheritdoc/>
    protected override async Task<Result<IReadOnlyList<Demand>>> DemandsAsync(PutUserPolicyRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Needs(await UserRules.OnExistingAsync(Descriptor.Action, request.UserName!, context, cancellationToken));

    /// <inheritdoc/>
    protected override async Task<Result<Nothing>> HandleAsync(PutUserPolicyRequest request, IUnitOfWork store, OperationContext context, CancellationToken cancellationToken)
    {
        var user = await UserRules.FindAsync(store, context, request.UserName!, cancellationToken);
        if (!user.Succeeded)
        {
            return user.Error;
        }

        if (PolicyDocuments.CheckIdentity(request.PolicyDocument!) is { } malformed)
        {
            return malformed;
        }

        var quota = await InlinePolicyQuota.CheckAsync(
            store, user.Value.AccountId, user.Value.UserId, request.PolicyName!, request.PolicyDocument!, UserRules.MostInlineCharacters, $"user {user.Value.UserName}", cancellationToken);
        if (quota is not null)
        {
            return quota;
        }

        if (await UserRules.TouchAsync(store, user.Value, cancellationToken) is { } stale)
        {
            return stale;
        }

        var policy = new InlinePolicy { AccountId = user.Value.AccountId, OwnerId = user.Value.UserId, PolicyName = request.PolicyName!, Document = request.PolicyDocument! };
        if (await store.InlinePolicies.PutAsync(policy, cancellationToken) != StoreOutcome.Stored)
        {
            return UserRules.NotFound(request.UserName!);
        }

        context.Audit.Resources.Add(new AuditResource("AWS::IAM::User", user.Value.Arn));
        return Nothing.Value;
    }
}
