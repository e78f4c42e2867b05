using System.ComponentModel.DataAnnotations;
using Federation.Model.Results;
using Federation.Services.Iam.Roles;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.InstanceProfiles;

/// <summary>AWS: ListInstanceProfilesForRole.</summary>
public sealed record ListInstanceProfilesForRoleRequest
{
    /// <summary>Name.</summary>
    [Required, Length(1, 64), RegularExpression(RoleRules.NamePattern)]
    public string? RoleName { get; init; }

    /// <summary>Marker of the page before.</summary>
    [Length(1, 320), RegularExpression(Paging.MarkerPattern)]
    public string? Marker { get; init; }

    /// <summary>At most this many; 100 by default.</summary>
    [Range(1, 1000)]
    public int? MaxItems { get; init; }
}

/// <summary>AWS: ListInstanceProfilesForRole, answer.</summary>
public sealed record ListInstanceProfilesForRoleResponse
{
    /// <summary>Empty.</summary>
    public IReadOnlyList<Nothing> InstanceProfiles { get; init; } = [];

    /// <summary>Always false.</summary>
    public bool? IsTruncated { get; init; } = false;
}

/// <summary>Lists no instance profiles of a role: tools look for them before they remove it.</summary>
public sealed class ListInstanceProfilesForRole : ReadOperation<ListInstanceProfilesForRoleRequest, ListInstanceProfilesForRoleResponse>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "ListInstanceProfilesForRole", AccessLevel.List)
    {
        Resource = ActionResource.Role,
        Differs = "the list is always empty: none can be made here",
    };

    /// <inheritdoc/>
    protected override async Task<Result<IReadOnlyList<Demand>>> DemandsAsync(ListInstanceProfilesForRoleRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Needs(await RoleRules.OnExistingAsync(Descriptor.Action, request.RoleName!, context, cancellationToken));

    /// <inheritdoc/>
    protected override async Task<Result<ListInstanceProfilesForRoleResponse>> HandleAsync(ListInstanceProfilesForRoleRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        var role = await RoleRules.FindAsync(await context.ReadAsync(cancellationToken), context, request.RoleName!, cancellationToken);
        return role.Succeeded ? new ListInstanceProfilesForRoleResponse() : role.Error;
    }
}
