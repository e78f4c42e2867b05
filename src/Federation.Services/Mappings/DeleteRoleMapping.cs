using System.ComponentModel.DataAnnotations;
using Federation.Model.Audit;
using Federation.Model.Identifiers;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Services.Pipeline;

namespace Federation.Services.Mappings;

/// <summary>federation: DeleteRoleMapping.</summary>
public sealed record DeleteRoleMappingRequest
{
    /// <summary>Name.</summary>
    [Required, Length(1, 128), RegularExpression(RoleMappingRules.NamePattern)]
    public string? Name { get; init; }
}

/// <summary>Removes a role mapping with all its versions.</summary>
public sealed class DeleteRoleMapping : WriteOperation<DeleteRoleMappingRequest, Nothing>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("federation", "DeleteRoleMapping", AccessLevel.PermissionsManagement) { Resource = ActionResource.RoleMapping };

    /// <inheritdoc/>
    protected override async Task<Result<IReadOnlyList<Demand>>> DemandsAsync(DeleteRoleMappingRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Needs(await RoleMappingRules.DemandAsync(Descriptor.Action, request.Name!, context, cancellationToken));

    /// <inheritdoc/>
    protected override async Task<Result<Nothing>> HandleAsync(DeleteRoleMappingRequest request, IUnitOfWork store, OperationContext context, CancellationToken cancellationToken)
    {
        var account = context.Caller.AccountId;
        var present = await store.RoleMappings.FindAsync(account, request.Name!, cancellationToken);
        if (!RoleMappingRules.IsAsSeen(context, request.Name!, present))
        {
            return RoleMappingRules.Changed();
        }

        if (present is null || await store.RoleMappings.RemoveAsync(account, present.Name, cancellationToken) != StoreOutcome.Stored)
        {
            return RoleMappingRules.NotFound(request.Name!);
        }

        context.Audit.Resources.Add(new AuditResource("Federation::RoleMapping", Arns.RoleMapping(account, present.Name)));
        return Nothing.Value;
    }
}
