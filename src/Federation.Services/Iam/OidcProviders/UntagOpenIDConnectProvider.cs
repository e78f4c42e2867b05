using System.ComponentModel.DataAnnotations;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Services.Pipeline;
using Federation.Services.Pipeline.Validation;

namespace Federation.Services.Iam.OidcProviders;

/// <summary>AWS: UntagOpenIDConnectProvider.</summary>
public sealed record UntagOpenIDConnectProviderRequest
{
    /// <summary>ARN of the provider.</summary>
    [Required, Length(20, 2048)]
    public string? OpenIDConnectProviderArn { get; init; }

    /// <summary>Keys, without regard to case.</summary>
    [Required, Length(0, 50), ElementLength(1, 128), ElementPattern(@"[\p{L}\p{Z}\p{N}_.:/=+\-@]+")]
    public IReadOnlyList<string>? TagKeys { get; init; }
}

/// <summary>Removes tags from a provider.</summary>
public sealed class UntagOpenIDConnectProvider : WriteOperation<UntagOpenIDConnectProviderRequest, Nothing>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "UntagOpenIDConnectProvider", AccessLevel.Tagging) { Resource = ActionResource.OidcProvider };

    /// <inheritdoc/>
    protected override async Task<Result<IReadOnlyList<Demand>>> DemandsAsync(UntagOpenIDConnectProviderRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Needs(await OidcProviderRules.OnExistingAsync(Descriptor.Action, request.OpenIDConnectProviderArn!, context, cancellationToken, keys => TagRules.AddKeyContext(keys, request.TagKeys)));

    /// <inheritdoc/>
    protected override Task<Result<Nothing>> HandleAsync(UntagOpenIDConnectProviderRequest request, IUnitOfWork store, OperationContext context, CancellationToken cancellationToken) =>
        OidcProviderRules.ChangeAsync(
            store, context, request.OpenIDConnectProviderArn!, provider => provider with { Tags = TagRules.Without(provider.Tags, request.TagKeys) }, cancellationToken);
}
