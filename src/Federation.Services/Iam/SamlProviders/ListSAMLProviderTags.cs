using System.ComponentModel.DataAnnotations;
using Federation.Model.Results;
using Federation.Services.Iam.Shapes;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.SamlProviders;

/// <summary>AWS: ListSAMLProviderTags.</summary>
public sealed record ListSAMLProviderTagsRequest
{
    /// <summary>ARN of the provider.</summary>
    [Required, Length(20, 2048)]
    public string? SAMLProviderArn { get; init; }

    /// <summary>Marker of the page before.</summary>
    [Length(1, 1024)]
    public string? Marker { get; init; }

    /// <summary>At most this many; 100 by default.</summary>
    [Range(1, 1000)]
    public int? MaxItems { get; init; }
}

/// <summary>AWS: ListSAMLProviderTags, answer.</summary>
public sealed record ListSAMLProviderTagsResponse
{
    /// <summary>Tags in order of their keys.</summary>
    public IReadOnlyList<TagShape> Tags { get; init; } = [];

    /// <summary>Whether there are more.</summary>
    public bool? IsTruncated { get; init; }

    /// <summary>For the next page.</summary>
    public string? Marker { get; init; }
}

/// <summary>Lists the tags of a SAML provider.</summary>
public sealed class ListSAMLProviderTags : ReadOperation<ListSAMLProviderTagsRequest, ListSAMLProviderTagsResponse>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "ListSAMLProviderTags", AccessLevel.List) { Resource = ActionResource.SamlProvider };

    /// <inheritdoc/>
    protected override async Task<Result<IReadOnlyList<Demand>>> DemandsAsync(ListSAMLProviderTagsRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Needs(await SamlProviderDemand.OnExistingAsync(Descriptor.Action, request.SAMLProviderArn!, context, cancellationToken));

    /// <inheritdoc/>
    protected override async Task<Result<ListSAMLProviderTagsResponse>> HandleAsync(ListSAMLProviderTagsRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        var store = await context.ReadAsync(cancellationToken);
        var provider = await SamlProviderRules.FindAsync(store.SamlProviders, context, request.SAMLProviderArn!, cancellationToken);
        if (!provider.Succeeded)
        {
            return provider.Error;
        }

        var page = TagRules.Page(provider.Value.Tags, request.Marker, request.MaxItems);
        return page.Succeeded
            ? new ListSAMLProviderTagsResponse { Tags = page.Value.Items, IsTruncated = page.Value.IsTruncated, Marker = Paging.WriteMarker(page.Value.Next) }
            : page.Error;
    }
}
