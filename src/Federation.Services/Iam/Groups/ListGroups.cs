using System.ComponentModel.DataAnnotations;
using Federation.Model.Results;
using Federation.Services.Iam.Users;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.Groups;

/// <summary>AWS: ListGroups.</summary>
public sealed record ListGroupsRequest
{
    /// <summary>Only groups whose path begins so; <c>/</c> by default.</summary>
    [Length(1, 512), RegularExpression(UserRules.PathPrefixPattern)]
    public string? PathPrefix { get; init; }

    /// <summary>Marker of the page before.</summary>
    [Length(1, 320), RegularExpression(Paging.MarkerPattern)]
    public string? Marker { get; init; }

    /// <summary>At most this many; 100 by default.</summary>
    [Range(1, 1000)]
    public int? MaxItems { get; init; }
}

/// <summary>AWS: ListGroups, answer.</summary>
public sealed record ListGroupsResponse
{
    /// <summary>The groups.</summary>
    public IReadOnlyList<GroupShape> Groups { get; init; } = [];

    /// <summary>Whether there are more.</summary>
    public bool? IsTruncated { get; init; }

    /// <summary>For the next page.</summary>
    public string? Marker { get; init; }
}

/// <summary>Lists the groups of the caller's account.</summary>
public sealed class ListGroups : ReadOperation<ListGroupsRequest, ListGroupsResponse>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "ListGroups", AccessLevel.List) { Resource = ActionResource.Group };

    /// <inheritdoc/>
    protected override Task<Result<IReadOnlyList<Demand>>> DemandsAsync(ListGroupsRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Task.FromResult(Needs(context, $"arn:aws:iam::{context.Caller.AccountId}:group{request.PathPrefix ?? "/"}"));

    /// <inheritdoc/>
    protected override async Task<Result<ListGroupsResponse>> HandleAsync(ListGroupsRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        var after = Paging.ReadMarker(request.Marker);
        if (!after.Succeeded)
        {
            return after.Error;
        }

        var store = await context.ReadAsync(cancellationToken);
        var page = await store.Groups.ListAsync(
            context.Caller.AccountId, request.PathPrefix ?? "/", Paging.After(after.Value), request.MaxItems ?? Paging.DefaultItems, cancellationToken);
        return new ListGroupsResponse { Groups = [.. page.Items.Select(GroupRules.Show)], IsTruncated = page.IsTruncated, Marker = Paging.WriteMarker(page.Next) };
    }
}
