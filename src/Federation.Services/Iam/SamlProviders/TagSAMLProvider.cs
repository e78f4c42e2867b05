using System.ComponentModel.DataAnnotations;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Services.Iam.Shapes;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.SamlProviders;

/// <summary>AWS: TagSAMLProvider.</summary>
public sealed record TagSAMLProviderRequest
{
    /// <summary>ARN of the provider.</summary>
    [Required, Length(20, 2048)]
    public string? SAMLProviderArn { get; init; }

    /// <summary>At most 50.</summary>
    [Required, Length(0, 50)]
    public IReadOnlyList<TagShape>? Tags { get; init; }
}

/// <summary>Adds tags to a SAML provider, or overwrites those of the same keys.</summary>
public sealed class TagSAMLProvider : WriteOperation<TagSAMLProviderRequest, Nothing>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "TagSAMLProvider", AccessLevel.Tagging) { Resource = ActionResource.SamlProvider };

    /// <inheritdoc/>
    protected override async Task<Result<IReadOnlyList<Demand>>> DemandsAsync(TagSAMLProviderRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Needs(await SamlProviderDemand.OnExistingAsync(Descriptor.Action, request.SAMLProviderArn!, context, cancellationToken, keys => TagRules.AddRequestContext(keys, request.Tags)));

    /// <inheritdoc/>
    protected override Task<Result<Nothing>> HandleAsync(TagSAMLProviderRequest request, IUnitOfWork store, OperationContext context, CancellationToken cancellationToken) =>
        SamlProviderTags.ChangeAsync(store, context, request.SAMLProviderArn!, present => TagRules.Merge(present, request.Tags), cancellationToken);
}
