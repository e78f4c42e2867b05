using System.ComponentModel.DataAnnotations;
using Federation.Model.Results;
using Federation.Services.Iam.Shapes;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.Users;

/// <summary>AWS: ListUserTags.</summary>
public sealed record ListUserTagsRequest
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

/// <summary>AWS: ListUserTags, answer.</summary>
public sealed record ListUserTagsResponse
{
    /// <summary>The tags, sorted by key.</summary>
    public IReadOnlyList<TagShape> Tags { get; init; } = [];

    /// <summary>Whether there are more.</summary>
    public bool? IsTruncated { get; init; }

    /// <summary>For the next page.</summary>
    public string? Marker { get; init; }
}

/// <summary>Lists the tags of a user.</summary>
public sealed class ListUserTags : ReadOperation<ListUserTagsRequest, ListUserTagsResponse>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "ListUserTags", AccessLevel.List) { Resource = ActionResource.User };

    /// <inheritdoc/>
    protected override async Task<Result<IReadOnlyList<Demand>>> DemandsAsync(ListUserTagsRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Needs(await UserRules.OnExistingAsync(Descriptor.Action, request.UserName!, context, cancellationToken));

    /// <inheritdoc/>
    protected override async Task<Result<ListUserTagsResponse>> HandleAsync(ListUserTagsRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        var user = await UserRules.FindAsync(await context.ReadAsync(cancellationToken), context, request.UserName!, cancellationToken);
        if (!user.Succeeded)
        {
            return user.Error;
        }

        var page = TagRules.Page(user.Value.Tags, request.Marker, request.MaxItems);
        return page.Succeeded
            ? new ListUserTagsResponse { Tags = page.Value.Items, IsTruncated = page.Value.IsTruncated, Marker = Paging.WriteMarker(page.Value.Next) }
            : page.Error;
    }
}
