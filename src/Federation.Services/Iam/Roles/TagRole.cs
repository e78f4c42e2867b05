using System.ComponentModel.DataAnnotations;
using Federation.Model.Audit;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Services.Iam.Shapes;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.Roles;

/// <summary>AWS: TagRole.</summary>
public sealed record TagRoleRequest
{
    /// <summary>Name of the role.</summary>
    [Required, Length(1, 64), RegularExpression(RoleRules.NamePattern)]
    public string? RoleName { get; init; }

    /// <summary>Tags to add or to overwrite.</summary>
    [Required, Length(0, 50)]
    public IReadOnlyList<TagShape>? Tags { get; init; }
}

/// <summary>Adds tags to a role, or overwrites those of the same keys.</summary>
public sealed class TagRole : WriteOperation<TagRoleRequest, Nothing>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "TagRole", AccessLevel.Tagging) { Resource = ActionResource.Role };

    /// <inheritdoc/>
    protected override async Task<Result<IReadOnlyList<Demand>>> DemandsAsync(TagRoleRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Needs(await RoleRules.OnExistingAsync(Descriptor.Action, request.RoleName!, context, cancellationToken, keys => TagRules.AddRequestContext(keys, request.Tags)));

    /// <inheritdoc/>
    protected override async Task<Result<Nothing>> HandleAsync(TagRoleRequest request, IUnitOfWork store, OperationContext context, CancellationToken cancellationToken)
    {
        var role = await RoleRules.FindAsync(store, context, request.RoleName!, cancellationToken);
        if (!role.Succeeded)
        {
            return role.Error;
        }

        var tags = TagRules.Merge(role.Value.Tags, request.Tags);
        if (!tags.Succeeded)
        {
            return tags.Error;
        }

        if (await store.Roles.UpdateAsync(role.Value with { Tags = tags.Value }, cancellationToken) != StoreOutcome.Stored)
        {
            return IamErrors.ConcurrentChange();
        }

        context.Audit.Resources.Add(new AuditResource("AWS::IAM::Role", role.Value.Arn));
        return Nothing.Value;
    }
}
