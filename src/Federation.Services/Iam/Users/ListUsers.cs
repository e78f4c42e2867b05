using System.ComponentModel.DataAnnotations;
using Federation.Model.Results;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.Users;

/// <summary>AWS: ListUsers.</summary>
public sealed record ListUsersRequest
{
    /// <summary>Only users whose path begins so; <c>/</c> by default.</summary>
    [Length(1, 512), RegularExpression(UserRules.PathPrefixPattern)]
    public string? PathPrefix { get; init; }

    /// <summary>Marker of the page before.</summary>
    [Length(1, 320), RegularExpression(Paging.MarkerPattern)]
    public string? Marker { get; init; }

    /// <summary>At most this many; 100 by default.</summary>
    [Range(1, 1000)]
    public int? MaxItems { get; init; }
}

/// <summary>AWS: ListUsers, answer.</summary>
public sealed record ListUsersResponse
{
    /// <summary>The users, without tags and boundary.</summary>
    public IReadOnlyList<UserShape> Users { get; init; } = [];

    /// <summary>Whether there are more.</summary>
    public bool? IsTruncated { get; init; }

    /// <summary>For the next page.</summary>
    public string? Marker { get; init; }
}

/// <summary>Lists the users of the caller's account.</summary>
public sealed class ListUsers : ReadOperation<ListUsersRequest, ListUsersResponse>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "ListUsers", AccessLevel.List) { Resource = ActionResource.NewUser };

    /// <inheritdoc/>
    protected override Task<Result<IReadOnlyList<Demand>>> DemandsAsync(ListUsersRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Task.FromResult(Needs(context, $"arn:aws:iam::{context.Caller.AccountId}:user{request.PathPrefix ?? "/"}"));

    /// <inheritdoc/>
    protected override async Task<Result<ListUsersResponse>> HandleAsync(ListUsersRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        var after = Paging.ReadMarker(request.Marker);
        if (!after.Succeeded)
        {
            return after.Error;
        }

        var store = await context.ReadAsync(cancellationToken);
        var page = await store.Users.ListAsync(
            context.Caller.AccountId, request.PathPrefix ?? "/", Paging.After(after.Value), request.MaxItems ?? Paging.DefaultItems, cancellationToken);
        var users = await UserRules.ShowAsync(store, context.Caller.AccountId, page.Items, cancellationToken);
        return new ListUsersResponse { Users = users, IsTruncated = page.IsTruncated, Marker = Paging.WriteMarker(page.Next) };
    }
}
