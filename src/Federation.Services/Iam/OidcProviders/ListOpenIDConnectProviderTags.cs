using System.ComponentModel.DataAnnotations;
using Federation.Model.Results;
using Federation.Services.Iam.Shapes;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.OidcProviders;

/// <summary>AWS: ListOpenIDConnectProviderTags.</summary>
public sealed record ListOpenIDConnectProviderTagsRequest
{
    /// <summary>ARN of the provider.</summary>
    [Required, Length(20, 2048)]
    public string? OpenIDConnectProviderArn { get; init; }

    /// <summary>Marker of the page before.</summary>
    [Length(1, 1024)]
    public string? Marker { get; init; }

    /// <summary>At most this many; 100 by default.</summary>
    [Range(1, 1000)]
    public int? MaxItems { get; init; }
}

/// <summary>AWS: ListOpenIDConnectProviderTags, answer.</summary>
public sealed record ListOpenIDConnectProviderTagsResponse
{
    /// <summary>Tags in order of their keys.</summary>
    public IReadOnlyList<TagShape> Tags { get; init; } = [];

    /// <summary>Whether there are more.</summary>
    public bool? IsTruncated { get; init; }

    /// <summary>For the next page.</summary>
    public string? Marker { get; init; }
}

/// <summary>Lists the tags of an OpenID Connect provider.</summary>
public sealed class ListOpenIDConnectProviderTags : ReadOperation<ListOpenIDConnectProviderTagsRequest, ListOpenIDConnectProviderTagsResponse>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "ListOpenIDConnectProviderTags", AccessLevel.List) { Resource = ActionResource.OidcProvider };

    /// <inheritdoc/>
    protected override async Task<Result<IReadOnlyList<Demand>>> DemandsAsync(ListOpenIDConnectProviderTagsRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Needs(await OidcProviderRules.OnExistingAsync(Descriptor.Action, request.OpenIDConnectProviderArn!, context, cancellationToken));

    /// <inheritdoc/>
    protected override async Task<Result<ListOpenIDConnectProviderTagsResponse>> HandleAsync(ListOpenIDConnectProviderTagsRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        var store = await context.ReadAsync(cancellationToken);
        var provider = await OidcProviderRules.FindAsync(store, context, request.OpenIDConnectProviderArn!, cancellationToken);
        if (!provider.Succeeded)
        {
            return provider.Error;
        }

        var page = TagRules.Page(provider.Value.Tags, request.Marker, request.MaxItems);
        return page.Succeeded
            ? new ListOpenIDConnectProviderTagsResponse { Tags = page.Value.Items, IsTruncated = page.Value.IsTruncated, Marker = Paging.WriteMarker(page.Value.Next) }
            : page.Error;
    }
}
