using System.ComponentModel.DataAnnotations;
using Federation.Model.Results;
using Federation.Services.Pipeline;

namespace Federation.Services.Mappings;

/// <summary>federation: ListRoleMappingVersions.</summary>
public sealed record ListRoleMappingVersionsRequest
{
    /// <summary>Name.</summary>
    [Required, Length(1, 128), RegularExpression(RoleMappingRules.NamePattern)]
    public string? Name { get; init; }
}

/// <summary>federation: ListRoleMappingVersions, answer.</summary>
public sealed record ListRoleMappingVersionsResponse
{
    /// <summary>The newest first, without documents; at most 200.</summary>
    public IReadOnlyList<RoleMappingShape> Versions { get; init; } = [];
}

/// <summary>Lists the versions of a role mapping.</summary>
public sealed class ListRoleMappingVersions : ReadOperation<ListRoleMappingVersionsRequest, ListRoleMappingVersionsResponse>
{
    private const int Most = 200;

    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("federation", "ListRoleMappingVersions", AccessLevel.List) { Resource = ActionResource.RoleMapping };

    /// <inheritdoc/>
    protected override async Task<Result<IReadOnlyList<Demand>>> DemandsAsync(ListRoleMappingVersionsRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Needs(await RoleMappingRules.DemandAsync(Descriptor.Action, request.Name!, context, cancellationToken));

    /// <inheritdoc/>
    protected override async Task<Result<ListRoleMappingVersionsResponse>> HandleAsync(ListRoleMappingVersionsRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        var store = await context.ReadAsync(cancellationToken);
        var versions = await store.RoleMappings.ListVersionsAsync(context.Caller.AccountId, request.Name!, Most, cancellationToken);
        return versions.Count == 0
            ? RoleMappingRules.NotFound(request.Name!)
            : new ListRoleMappingVersionsResponse { Versions = [.. versions.Select(version => RoleMappingShape.Of(version, whole: false))] };
    }
}
