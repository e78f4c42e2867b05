using System.ComponentModel.DataAnnotations;
using Federation.Model.Results;
using Federation.Services.Iam.Shapes;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.SamlProviders;

/// <summary>AWS: GetSAMLProvider.</summary>
public sealed record GetSAMLProviderRequest
{
    /// <summary>ARN of the provider.</summary>
    [Required, Length(20, 2048)]
    public string? SAMLProviderArn { get; init; }
}

/// <summary>AWS: GetSAMLProvider, answer.</summary>
public sealed record GetSAMLProviderResponse
{
    /// <summary>Identifier that is never used again.</summary>
    public string? SAMLProviderUUID { get; init; }

    /// <summary>IdP metadata as it was uploaded or last fetched.</summary>
    public string? SAMLMetadataDocument { get; init; }

    /// <summary>When the provider was made.</summary>
    public DateTimeOffset? CreateDate { get; init; }

    /// <summary>When its metadata runs out.</summary>
    public DateTimeOffset? ValidUntil { get; init; }

    /// <summary>Its tags.</summary>
    public IReadOnlyList<TagShape>? Tags { get; init; }
}

/// <summary>Shows a provider.</summary>
public sealed class GetSAMLProvider : ReadOperation<GetSAMLProviderRequest, GetSAMLProviderResponse>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "GetSAMLProvider", AccessLevel.Read) { Resource = ActionResource.SamlProvider };

    /// <inheritdoc/>
    protected override async Task<Result<IReadOnlyList<Demand>>> DemandsAsync(GetSAMLProviderRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Needs(await SamlProviderDemand.OnExistingAsync(Descriptor.Action, request.SAMLProviderArn!, context, cancellationToken));

    /// <inheritdoc/>
    protected override async Task<Result<GetSAMLProviderResponse>> HandleAsync(GetSAMLProviderRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        var store = await context.ReadAsync(cancellationToken);
        var provider = await SamlProviderRules.FindAsync(store.SamlProviders, context, request.SAMLProviderArn!, cancellationToken);
        return provider.Succeeded
            ? new GetSAMLProviderResponse
            {
                SAMLProviderUUID = provider.Value.ProviderId,
                SAMLMetadataDocument = provider.Value.MetadataDocument,
                CreateDate = provider.Value.CreatedAt,
                ValidUntil = provider.Value.ValidUntil,
                Tags = TagRules.Show(provider.Value.Tags),
            }
            : provider.Error;
    }
}
