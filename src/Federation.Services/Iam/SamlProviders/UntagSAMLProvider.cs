using System.ComponentModel.DataAnnotations;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Services.Pipeline;
using Federation.Services.Pipeline.Validation;

namespace Federation.Services.Iam.SamlProviders;

/// <summary>AWS: UntagSAMLProvider.</summary>
public sealed record UntagSAMLProviderRequest
{
    /// <summary>ARN of the provider.</summary>
    [Required, Length(20, 2048)]
    public string? SAMLProviderArn { get; init; }

    /// <summary>Keys, without regard to case.</summary>
    [Required, Length(0, 50), ElementLength(1, 128), ElementPattern(@"[\p{L}\p{Z}\p{N}_.:/=+\-@]+")]
    public IReadOnlyList<string>? TagKeys { get; init; }
}

/// <summary>Removes tags from a SAML provider.</summary>
public sealed class UntagSAMLProvider : WriteOperation<UntagSAMLProviderRequest, Nothing>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "UntagSAMLProvider", AccessLevel.Tagging) { Resource = ActionResource.SamlProvider };

    /// <inheritdoc/>
    protected override async Task<Result<IReadOnlyList<Demand>>> DemandsAsync(UntagSAMLProviderRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Needs(await SamlProviderDemand.OnExistingAsync(Descriptor.Action, request.SAMLProviderArn!, context, cancellationToken, keys => TagRules.AddKeyContext(keys, request.TagKeys)));

    /// <inheritdoc/>
    protected override Task<Result<Nothing>> HandleAsync(UntagSAMLProviderRequest request, IUnitOfWork store, OperationContext context, CancellationToken cancellationToken) =>
        SamlProviderTags.ChangeAsync(
            store, context, request.SAMLProviderArn!, present => Result<IReadOnlyList<Tag>>.Of(TagRules.Without(present, request.TagKeys)), cancellationToken);
}
