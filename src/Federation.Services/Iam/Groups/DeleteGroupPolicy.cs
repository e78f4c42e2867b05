using System.ComponentModel.DataAnnotations;
using Federation.Model.Audit;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.Groups;

/// <summary>AWS: DeleteGroupPolicy.</summary>
public sealed record DeleteGroupPolicyRequest
{
    /// <summary>Name of the group.</summary>
    [Required, Length(1, 128), RegularExpression(GroupRules.NamePattern)]
    public string? GroupName { get; init; }

    /// <summary>Name of the policy.</summary>
    [Required, Length(1, 128), RegularExpression(GroupRules.NamePattern)]
    public string? PolicyName { get; init; }
}

/// <summary>Removes an inline policy of a group.</summary>
public sealed class DeleteGroupPolicy : WriteOperation<DeleteGroupPolicyRequest, Nothing>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "DeleteGroupPolicy", AccessLevel.PermissionsManagement) { Resource = ActionResource.Group };

    /// <inheritdoc/>
    protected override async Task<Result<IReadOnlyList<Demand>>> DemandsAsync(DeleteGroupPolicyRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Needs(await GroupRules.OnExistingAsync(Descriptor.Action, request.GroupName!, context, cancellationToken));

    /// <inheritdoc/>
    protected override async Task<Result<Nothing>> HandleAsync(DeleteGroupPolicyRequest request, IUnitOfWork store, OperationContext context, CancellationToken cancellationToken)
    {
        var group = await GroupRules.FindAsync(store, context, request.GroupName!, cancellationToken);
        if (!group.Succeeded)
        {
            return group.Error;
        }

        if (await store.InlinePolicies.RemoveAsync(group.Value.AccountId, group.Value.GroupId, request.PolicyName!, cancellationToken) != StoreOutcome.Stored)
        {
            return IamErrors.NoSuchEntity($"The group policy with name {request.PolicyName} cannot be found.");
        }

        context.Audit.Resources.Add(new AuditResource("AWS::IAM::Group", group.Value.Arn));
        return Nothing.Value;
    }
}
