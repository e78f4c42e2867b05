using System.ComponentModel.DataAnnotations;
using Federation.Model.Results;
using Federation.Services.Iam.Users;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.Groups;

/// <summary>AWS: GetGroup.</summary>
public sealed record GetGroupRequest
{
    /// <summary>Name of the group.</summary>
    [Required, Length(1, 128), RegularExpression(GroupRules.NamePattern)]
    public string? GroupName { get; init; }

    /// <summary>Marker of the page before.</summary>
    [Length(1, 320), RegularExpression(Paging.MarkerPattern)]
    public string? Marker { get; init; }

    /// <summary>At most this many; 100 by default.</summary>
    [Range(1, 1000)]
    public int? MaxItems { get; init; }
}

/// <summary>AWS: GetGroup, answer.</summary>
public sealed record GetGroupResponse
{
    /// <summary>The group.</summary>
    public GroupShape? Group { get; init; }

    /// <summary>Its members, without tags and boundary.</summary>
    public IReadOnlyList<UserShape> Users { get; init; } = [];

    /// <summary>Whether there are more.</summary>
    public bool? IsTruncated { get; init; }

    /// <summary>For the next page.</summary>
    public string? Marker { get; init; }
}

/// <summary>Shows a group and its members, page by page.</summary>
public sealed class GetGroup : ReadOperation<GetGroupRequest, GetGroupResponse>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "GetGroup", AccessLevel.Read) { Resource = ActionResource.Group };

    /// <inheritdoc/>
    protected override async Task<Result<IReadOnlyList<Demand>>> DemandsAsync(GetGroupRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Needs(await GroupRules.OnExistingAsync(Descriptor.Action, request.GroupName!, context, cancellationToken));

    /// <inheritdoc/>
    protected override async Task<Result<GetGroupResponse>> HandleAsync(GetGroupRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        var store = await context.ReadAsync(cancellationToken);
        var group = await GroupRules.FindAsync(store, context, request.GroupName!, cancellationToken);
        if (!group.Succeeded)
        {
            return group.Error;
        }

        var after = Paging.ReadMarker(request.Marker);
        if (!after.Succeeded)
        {
            return after.Error;
        }

        var page = await store.Groups.ListMembersAsync(
            group.Value.AccountId, group.Value.GroupId, Paging.After(after.Value), request.MaxItems ?? Paging.DefaultItems, cancellationToken);
        return new GetGroupResponse
        {
            Group = GroupRules.Show(group.Value),
            Users = await UserRules.ShowAsync(store, group.Value.AccountId, page.Items, cancellationToken),
            IsTruncated = page.IsTruncated,
            Marker = Paging.WriteMarker(page.Next),
        };
    }
}
