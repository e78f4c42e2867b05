using System.ComponentModel.DataAnnotations;
using Federation.Model.Audit;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Services.Pipeline;
using Federation.Services.Pipeline.Validation;

namespace Federation.Services.Iam.Roles;

/// <summary>AWS: UntagRole.</summary>
public sealed record UntagRoleRequest
{
    /// <summary>Name of the role.</summary>
    [Required, Length(1, 64), RegularExpression(RoleRules.NamePattern)]
    public string? RoleName { get; init; }

    /// <summary>Keys of the tags, without regard to case.</summary>
    [Required, Length(0, 50), ElementLength(1, 128), ElementPattern(TagRules.KeyPattern)]
    public IReadOnlyList<string>? TagKeys { get; init; }
}

/// <summary>Takes tags from a role. Keys that it has not are no error.</summary>
public sealed class UntagRole : WriteOperation<UntagRoleRequest, Nothing>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "UntagRole", AccessLevel.Tagging) { Resource = ActionResource.Role };

    /// <inheritdoc/>
    protected override async Task<Result<IReadOnlyList<Demand>>> DemandsAsync(UntagRoleRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Needs(await RoleRules.OnExistingAsync(Descriptor.Action, request.RoleName!, context, cancellationToken, keys => TagRules.AddKeyContext(keys, request.TagKeys)));

    /// <inheritdoc/>
    protected override async Task<Result<Nothing>> HandleAsync(UntagRoleRequest request, IUnitOfWork store, OperationContext context, CancellationToken cancellationToken)
    {
        var role = await RoleRules.FindAsync(store, context, request.RoleName!, cancellationToken);
        if (!role.Succeeded)
        {
            return role.Error;
        }

        if (await store.Roles.UpdateAsync(role.Value with { Tags = TagRules.Without(role.Value.Tags, request.TagKeys) }, cancellationToken) != StoreOutcome.Stored)
        {
            return IamErrors.ConcurrentChange();
        }

        context.Audit.Resources.Add(new AuditResource("AWS::IAM::Role", role.Value.Arn));
        return Nothing.Value;
    }
}
