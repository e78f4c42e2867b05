using System.ComponentModel.DataAnnotations;
using Federation.Model.Audit;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Saml.Metadata;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.SamlProviders;

/// <summary>AWS: UpdateSAMLProvider.</summary>
public sealed record UpdateSAMLProviderRequest
{
    /// <summary>IdP metadata, XML.</summary>
    [Required, Length(1000, 10_000_000)]
    public string? SAMLMetadataDocument { get; init; }

    /// <summary>ARN of the provider.</summary>
    [Required, Length(20, 2048)]
    public string? SAMLProviderArn { get; init; }
}

/// <summary>AWS: UpdateSAMLProvider, answer.</summary>
public sealed record UpdateSAMLProviderResponse
{
    /// <summary>ARN of the provider.</summary>
    public string? SAMLProviderArn { get; init; }
}

/// <summary>Replaces the metadata of a provider. An administrator who does this by hand may change the entity id; a refresh may not.</summary>
public sealed class UpdateSAMLProvider : WriteOperation<UpdateSAMLProviderRequest, UpdateSAMLProviderResponse>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "UpdateSAMLProvider", AccessLevel.Write) { Resource = ActionResource.SamlProvider };

    /// <inheritdoc/>
    protected override async Task<Result<IReadOnlyList<Demand>>> DemandsAsync(UpdateSAMLProviderRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Needs(await SamlProviderDemand.OnExistingAsync(Descriptor.Action, request.SAMLProviderArn!, context, cancellationToken));

    /// <inheritdoc/>
    protected override Task<AwsError?> PrepareAsync(UpdateSAMLProviderRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        var metadata = MetadataReader.Read(request.SAMLMetadataDocument!, context.Now);
        if (metadata.Succeeded)
        {
            context.Keep(metadata.Value);
        }

        return Task.FromResult(metadata.Error);
    }

    /// <inheritdoc/>
    protected override async Task<Result<UpdateSAMLProviderResponse>> HandleAsync(
        UpdateSAMLProviderRequest request, IUnitOfWork store, OperationContext context, CancellationToken cancellationToken)
    {
        var found = await SamlProviderRules.FindAsync(store.SamlProviders, context, request.SAMLProviderArn!, cancellationToken);
        if (!found.Succeeded)
        {
            return found.Error;
        }

        var metadata = context.Kept<SamlIdpMetadata>();
        var changed = found.Value with
        {
            MetadataDocument = request.SAMLMetadataDocument!,
            EntityId = metadata.EntityId,
            ValidUntil = metadata.ValidUntil,
        };
        if (await store.SamlProviders.UpdateAsync(changed, cancellationToken) != StoreOutcome.Stored)
        {
            return IamErrors.ConcurrentChange();
        }

        context.Audit.Resources.Add(new AuditResource("AWS::IAM::SAMLProvider", changed.Arn));
        return new UpdateSAMLProviderResponse { SAMLProviderArn = changed.Arn };
    }
}
