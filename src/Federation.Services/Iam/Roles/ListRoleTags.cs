using System.ComponentModel.DataAnnotations;
using Federation.Model.Results;
using Federation.Services.Iam.Shapes;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.Roles;

/// <summary>AWS: ListRoleTags.</summary>
public sealed record ListRoleTagsRequest
{
    /// <summary>Name of the role.</summary>
    [Required, Length(1, 64), RegularExpression(RoleRules.NamePattern)]
    public string? RoleName { get; init; }

    /// <summary>Marker of the page before.</summary>
    [Length(1, 320), RegularExpression(Paging.MarkerPattern)]
    public string? Marker { get; init; }

    /// <summary>At most this many; 100 by default.</summary>
    [Range(1, 1000)]
    public int? MaxItems { get; init; }
}

/// <summary>AWS: ListRoleTags, answer.</summary>
public sealed record ListRoleTagsResponse
{
    /// <summary>The tags, sorted by key.</summary>
    public IReadOnlyList<TagShape> Tags { get; init; } = [];

    /// <summary>Whether there are more.</summary>
    public bool? IsTruncated { get; init; }

    /// <summary>For the next page.</summary>
    public string? Marker { get; init; }
}

/// <summary>Lists the tags of a role.</summary>
public sealed class ListRoleTags : ReadOperation<ListRoleTagsRequest, ListRoleTagsResponse>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "ListRoleTags", AccessLevel.List) { Resource = ActionResource.Role };

    /// <inheritdoc/>
    protected override async Task<Result<IReadOnlyList<Demand>>> DemandsAsync(ListRoleTagsRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Needs(await RoleRules.OnExistingAsync(Descriptor.Action, request.RoleName!, context, cancellationToken));

    /// <inheritdoc/>
    protected override async Task<Result<ListRoleTagsResponse>> HandleAsync(ListRoleTagsRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        var role = await RoleRules.FindAsync(await context.ReadAsync(cancellationToken), context, request.RoleName!, cancellationToken);
        if (!role.Succeeded)
        {
            return role.Error;
        }

        var page = TagRules.Page(role.Value.Tags, request.Marker, request.MaxItems);
        return page.Succeeded
            ? new ListRoleTagsResponse { Tags = page.Value.Items, IsTruncated = page.Value.IsTruncated, Marker = Paging.WriteMarker(page.Value.Next) }
            : page.Error;
    }
}
