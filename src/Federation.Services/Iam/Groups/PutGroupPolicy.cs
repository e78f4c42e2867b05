using System.ComponentModel.DataAnnotations;
using Federation.Model.Audit;
using Federation.Model.Results;
using Federation.Model.Roles;
using Federation.Model.Storage;
using Federation.Services.Iam.Roles;
using Federation.Services.Pipeline;
using Federation.Services.Policies;

namespace Federation.Services.Iam.Groups;

/// <summary>AWS: PutGroupPolicy.</summary>
public sealed record PutGroupPolicyRequest
{
    /// <summary>Name of the group.</summary>
    [Required, Length(1, 128), RegularExpression(GroupRules.NamePattern)]
    public string? GroupName { get; init; }

    /// <summary>Name of the policy.</summary>
    [Required, Length(1, 128), RegularExpression(GroupRules.NamePattern)]
    public string? PolicyName { get; init; }

    /// <summary>Identity policy, JSON.</summary>
    [Required, Length(1, 131_072), RegularExpression(@"[\u0009\u000A\u000D\u0020-\u00FF]+")]
    public string? PolicyDocument { get; init; }
}

/// <summary>Writes an inline policy of a group.</summary>
public sealed class PutGroupPolicy : WriteOperation<PutGroupPolicyRequest, Nothing>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "PutGroupPolicy", AccessLevel.PermissionsManagement) { Resource = ActionResource.Group };

    /// <inheritdoc/>
    protected override async Task<Result<IReadOnlyList<Demand>>> DemandsAsync(PutGroupPolicyRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Needs(await GroupRules.OnExistingAsync(Descriptor.Action, request.GroupName!, context, cancellationToken));

    /// <inheritdoc/>
    protected override async Task<Result<Nothing>> HandleAsync(PutGroupPolicyRequest request, IUnitOfWork store, OperationContext context, CancellationToken cancellationToken)
    {
        var group = await GroupRules.FindAsync(store, context, request.GroupName!, cancellationToken);
        if (!group.Succeeded)
        {
            return group.Error;
        }

        if (PolicyDocuments.CheckIdentity(request.PolicyDocument!) is { } malformed)
        {
            return malformed;
        }

        var quota = await InlinePolicyQuota.CheckAsync(
            store, group.Value.AccountId, group.Value.GroupId, request.PolicyName!, request.PolicyDocument!, GroupRules.MostInlineCharacters, $"group {group.Value.GroupName}", cancellationToken);
        if (quota is not null)
        {
            return quota;
        }

        if (await GroupRules.TouchAsync(store, group.Value, cancellationToken) is { } stale)
        {
            return stale;
        }

        var policy = new InlinePolicy { AccountId = group.Value.AccountId, OwnerId = group.Value.GroupId, PolicyName = request.PolicyName!, Document = request.PolicyDocument! };
        if (await store.InlinePolicies.PutAsync(policy, cancellationToken) != StoreOutcome.Stored)
        {
            return GroupRules.NotFound(request.GroupName!);
        }

        context.Audit.Resources.Add(new AuditResource("AWS::IAM::Group", group.Value.Arn));
        return Nothing.Value;
    }
}
