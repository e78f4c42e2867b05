using System.ComponentModel.DataAnnotations;
using Federation.Model.Results;
using Federation.Services.Iam.Users;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.AccessKeys;

/// <summary>AWS: ListAccessKeys.</summary>
public sealed record ListAccessKeysRequest
{
    /// <summary>Name of the user; the caller, a user or root, by default.</summary>
    [Length(1, 128), RegularExpression(UserRules.NamePattern)]
    public string? UserName { get; init; }

    /// <summary>Marker of the page before.</summary>
    [Length(1, 320), RegularExpression(Paging.MarkerPattern)]
    public string? Marker { get; init; }

    /// <summary>At most this many; 100 by default.</summary>
    [Range(1, 1000)]
    public int? MaxItems { get; init; }
}

/// <summary>AWS: AccessKeyMetadata.</summary>
public sealed record AccessKeyMetadataShape
{
    /// <summary>Name of the user; not of root.</summary>
    public string? UserName { get; init; }

    /// <summary><c>AKIA…</c>.</summary>
    public string? AccessKeyId { get; init; }

    /// <summary>Active or Inactive.</summary>
    public string? Status { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset? CreateDate { get; init; }
}

/// <summary>AWS: ListAccessKeys, answer.</summary>
public sealed record ListAccessKeysResponse
{
    /// <summary>The keys.</summary>
    public IReadOnlyList<AccessKeyMetadataShape> AccessKeyMetadata { get; init; } = [];

    /// <summary>Whether there are more.</summary>
    public bool? IsTruncated { get; init; }

    /// <summary>For the next page.</summary>
    public string? Marker { get; init; }
}

/// <summary>Lists the keys of a user or of root, never their secrets.</summary>
public sealed class ListAccessKeys : ReadOperation<ListAccessKeysRequest, ListAccessKeysResponse>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "ListAccessKeys", AccessLevel.List) { Resource = ActionResource.User };

    /// <inheritdoc/>
    protected override Task<Result<IReadOnlyList<Demand>>> DemandsAsync(ListAccessKeysRequest request, OperationContext context, CancellationToken cancellationToken) =>
        UserOrCaller.DemandsAsync(Descriptor.Action, request.UserName, context, cancellationToken);

    /// <inheritdoc/>
    protected override async Task<Result<ListAccessKeysResponse>> HandleAsync(ListAccessKeysRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        var store = await context.ReadAsync(cancellationToken);
        var owner = await UserOrCaller.FindAsync(store, request.UserName, context, cancellationToken);
        if (!owner.Succeeded)
        {
            return owner.Error;
        }

        var keys = await store.AccessKeys.ListAsync(context.Caller.AccountId, owner.Value.User?.UserId, cancellationToken);
        var page = Paging.Cut(keys, key => key.AccessKeyId, request.Marker, request.MaxItems);
        if (!page.Succeeded)
        {
            return page.Error;
        }

        return new ListAccessKeysResponse
        {
            AccessKeyMetadata =
            [
                .. page.Value.Items.Select(key => new AccessKeyMetadataShape
                {
                    UserName = owner.Value.User?.UserName, AccessKeyId = key.AccessKeyId, Status = key.Status, CreateDate = key.CreatedAt,
                }),
            ],
            IsTruncated = page.Value.IsTruncated,
            Marker = Paging.WriteMarker(page.Value.Next),
        };
    }
}
