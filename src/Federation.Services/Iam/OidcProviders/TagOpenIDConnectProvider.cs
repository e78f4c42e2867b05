using System.ComponentModel.DataAnnotations;
using Federation.Model.OidcProviders;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Services.Iam.Shapes;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.OidcProviders;

/// <summary>AWS: TagOpenIDConnectProvider.</summary>
public sealed record TagOpenIDConnectProviderRequest
{
    /// <summary>ARN of the provider.</summary>
    [Required, Length(20, 2048)]
    public string? OpenIDConnectProviderArn { get; init; }

    /// <summary>At most 50.</summary>
    [Required, Length(0, 50)]
    public IReadOnlyList<TagShape>? Tags { get; init; }
}

/// <summary>Adds tags to a provider, or overwrites those of the same keys.</summary>
public sealed class TagOpenIDConnectProvider : WriteOperation<TagOpenIDConnectProviderRequest, Nothing>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "TagOpenIDConnectProvider", AccessLevel.Tagging) { Resource = ActionResource.OidcProvider };

    /// <inheritdoc/>
    protected override async Task<Result<IReadOnlyList<Demand>>> DemandsAsync(TagOpenIDConnectProviderRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Needs(await OidcProviderRules.OnExistingAsync(Descriptor.Action, request.OpenIDConnectProviderArn!, context, cancellationToken, keys => TagRules.AddRequestContext(keys, request.Tags)));

    /// <inheritdoc/>
    protected override Task<Result<Nothing>> HandleAsync(TagOpenIDConnectProviderRequest request, IUnitOfWork store, OperationContext context, CancellationToken cancellationToken) =>
        OidcProviderRules.ChangeAsync(store, context, request.OpenIDConnectProviderArn!, provider => Merge(provider, request.Tags), cancellationToken);

    private static Result<OidcProvider> Merge(OidcProvider provider, IReadOnlyList<TagShape>? added)
    {
        var tags = TagRules.Merge(provider.Tags, added);
        return tags.Succeeded ? provider with { Tags = tags.Value } : tags.Error;
    }
}
