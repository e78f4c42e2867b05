using System.ComponentModel.DataAnnotations;
using Federation.Model.Results;
using Federation.Services.Iam.Users;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.Groups;

/// <summary>AWS: ListGroupsForUser.</summary>
public sealed record ListGroupsForUserRequest
{
    /// <summary>Name of the user.</summary>
    [Required, Length(1, 128), RegularExpression(UserRules.NamePattern)]
    public string? UserName { get; init; }

    /// <summary>Marker of the page before.</summary>
    [Length(1, 320), RegularExpression(Paging.MarkerPattern)]
    public string? Marker { get; init; }

    /// <summary>At most this many; 100 by default.</summary>
    [Range(1, 1000)]
    public int? MaxItems { get; init; }
}

/// <summary>AWS: ListGroupsForUser, answer.</summary>
public sealed record ListGroupsForUserResponse
{
    /// <summary>The groups.</summary>
    public IReadOnlyList<GroupShape> Groups { get; init; } = [];

    /// <summary>Whether there are more.</summary>
    public bool? IsTruncated { get; init; }

    /// <summary>For the next page.</summary>
    public string? Marker { get; init; }
}

/// <summary>Lists the groups that a user is in.</summary>
public sealed class ListGroupsForUser : ReadOperation<ListGroupsForUserRequest, ListGroupsForUserResponse>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "ListGroupsForUser", AccessLevel.List) { Resource = ActionResource.User };

    /// <inheritdoc/>
    protected override async Task<Result<IReadOnlyList<Demand>>> DemandsAsync(ListGroupsForUserRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Needs(await UserRules.OnExistingAsync(Descriptor.Action, request.UserName!, context, cancellationToken));

    /// <inheritdoc/>
    protected override async Task<Result<ListGroupsForUserResponse>> HandleAsync(ListGroupsForUserRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        var store = await context.ReadAsync(cancellationToken);
        var user = await UserRules.FindAsync(store, context, request.UserName!, cancellationToken);
        if (!user.Succeeded)
        {
            return user.Error;
        }

        var after = Paging.ReadMarker(request.Marker);
        if (!after.Succeeded)
        {
            return after.Error;
        }

        var page = await store.Groups.ListOfUserAsync(
            user.Value.AccountId, user.Value.UserId, Paging.After(after.Value), request.MaxItems ?? Paging.DefaultItems, cancellationToken);
        return new ListGroupsForUserResponse { Groups = [.. page.Items.Select(GroupRules.Show)], IsTruncated = page.IsTruncated, Marker = Paging.WriteMarker(page.Next) };
    }
}
