using System.ComponentModel.DataAnnotations;
using Federation.Model.Results;
using Federation.Services.Iam.Shapes;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.OidcProviders;

/// <summary>AWS: GetOpenIDConnectProvider.</summary>
public sealed record GetOpenIDConnectProviderRequest
{
    /// <summary>ARN of the provider.</summary>
    [Required, Length(20, 2048)]
    public string? OpenIDConnectProviderArn { get; init; }
}

/// <summary>AWS: GetOpenIDConnectProvider, answer.</summary>
public sealed record GetOpenIDConnectProviderResponse
{
    /// <summary>The issuer without its scheme, as AWS shows it.</summary>
    public string? Url { get; init; }

    /// <summary>Audiences.</summary>
    public IReadOnlyList<string> ClientIDList { get; init; } = [];

    /// <summary>SHA-1 thumbprints.</summary>
    public IReadOnlyList<string> ThumbprintList { get; init; } = [];

    /// <summary>When it was made.</summary>
    public DateTimeOffset? CreateDate { get; init; }

    /// <summary>Its tags.</summary>
    public IReadOnlyList<TagShape>? Tags { get; init; }
}

/// <summary>Shows a provider.</summary>
public sealed class GetOpenIDConnectProvider : ReadOperation<GetOpenIDConnectProviderRequest, GetOpenIDConnectProviderResponse>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "GetOpenIDConnectProvider", AccessLevel.Read) { Resource = ActionResource.OidcProvider };

    /// <inheritdoc/>
    protected override async Task<Result<IReadOnlyList<Demand>>> DemandsAsync(GetOpenIDConnectProviderRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Needs(await OidcProviderRules.OnExistingAsync(Descriptor.Action, request.OpenIDConnectProviderArn!, context, cancellationToken));

    /// <inheritdoc/>
    protected override async Task<Result<GetOpenIDConnectProviderResponse>> HandleAsync(GetOpenIDConnectProviderRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        var provider = await OidcProviderRules.FindAsync(await context.ReadAsync(cancellationToken), context, request.OpenIDConnectProviderArn!, cancellationToken);
        return provider.Succeeded
            ? new GetOpenIDConnectProviderResponse
            {
                Url = provider.Value.Url,
                ClientIDList = provider.Value.ClientIds,
                ThumbprintList = provider.Value.Thumbprints,
                CreateDate = provider.Value.CreatedAt,
                Tags = TagRules.Show(provider.Value.Tags),
            }
            : provider.Error;
    }
}
