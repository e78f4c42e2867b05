using System.ComponentModel.DataAnnotations;
using Federation.Model.Results;
using Federation.Services.Pipeline;

namespace Federation.Services.Mappings;

/// <summary>federation: GetRoleMapping.</summary>
public sealed record GetRoleMappingRequest
{
    /// <summary>Name.</summary>
    [Required, Length(1, 128), RegularExpression(RoleMappingRules.NamePattern)]
    public string? Name { get; init; }

    /// <summary>A former version of the document; the present one by default.</summary>
    [Range(1, int.MaxValue)]
    public int? DocumentVersion { get; init; }
}

/// <summary>Shows a role mapping.</summary>
public sealed class GetRoleMapping : ReadOperation<GetRoleMappingRequest, RoleMappingResponse>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("federation", "GetRoleMapping", AccessLevel.Read) { Resource = ActionResource.RoleMapping };

    /// <inheritdoc/>
    protected override async Task<Result<IReadOnlyList<Demand>>> DemandsAsync(GetRoleMappingRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Needs(await RoleMappingRules.DemandAsync(Descriptor.Action, request.Name!, context, cancellationToken));

    /// <inheritdoc/>
    protected override async Task<Result<RoleMappingResponse>> HandleAsync(GetRoleMappingRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        var store = await context.ReadAsync(cancellationToken);
        var account = context.Caller.AccountId;
        var mapping = request.DocumentVersion is { } version
            ? await store.RoleMappings.FindVersionAsync(account, request.Name!, version, cancellationToken)
            : await store.RoleMappings.FindAsync(account, request.Name!, cancellationToken);
        return mapping is null ? RoleMappingRules.NotFound(request.Name!) : new RoleMappingResponse { RoleMapping = RoleMappingShape.Of(mapping, whole: true) };
    }
}
