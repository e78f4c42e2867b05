using System.ComponentModel.DataAnnotations;
using Federation.Model.Audit;
using Federation.Model.Identifiers;
using Federation.Model.Results;
using Federation.Model.SamlProviders;
using Federation.Model.Storage;
using Federation.Saml.Metadata;
using Federation.Services.Iam.Shapes;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.SamlProviders;

/// <summary>AWS: CreateSAMLProvider.</summary>
public sealed record CreateSAMLProviderRequest
{
    /// <summary>IdP metadata, XML.</summary>
    [Required, Length(1000, 10_000_000)]
    public string? SAMLMetadataDocument { get; init; }

    /// <summary>Name of the provider.</summary>
    [Required, Length(1, 128), RegularExpression(@"[\w._-]+")]
    public string? Name { get; init; }

    /// <summary>At most 50.</summary>
    [Length(0, 50)]
    public IReadOnlyList<TagShape>? Tags { get; init; }
}

/// <summary>AWS: CreateSAMLProvider, answer.</summary>
public sealed record CreateSAMLProviderResponse
{
    /// <summary>ARN of the new provider.</summary>
    public string? SAMLProviderArn { get; init; }

    /// <summary>Its tags.</summary>
    public IReadOnlyList<TagShape>? Tags { get; init; }
}

/// <summary>Registers a corporate IdP in the caller's account.</summary>
public sealed class CreateSAMLProvider(ServiceOptions options) : WriteOperation<CreateSAMLProviderRequest, CreateSAMLProviderResponse>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "CreateSAMLProvider", AccessLevel.Write)
    {
        Resource = ActionResource.NewSamlProvider,
        Differs = "The quota of providers in an account is a setting, and 20,000 where nobody sets it.",
    };

    /// <inheritdoc/>
    protected override Task<Result<IReadOnlyList<Demand>>> DemandsAsync(CreateSAMLProviderRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        var keys = new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase);
        TagRules.AddRequestContext(keys, request.Tags);
        var account = context.Caller.AccountId;
        var demand = Demand.Identity(Descriptor.Action, Arns.SamlProvider(account, request.Name!), account) with { Context = keys };
        return Task.FromResult(NeedsWithTags(demand, "iam:TagSAMLProvider", request.Tags is { Count: > 0 }));
    }

    /// <inheritdoc/>
    protected override Task<AwsError?> PrepareAsync(CreateSAMLProviderRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        var metadata = MetadataReader.Read(request.SAMLMetadataDocument!, context.Now);
        if (metadata.Succeeded)
        {
            context.Keep(metadata.Value);
        }

        return Task.FromResult(metadata.Error);
    }

    /// <inheritdoc/>
    protected override async Task<Result<CreateSAMLProviderResponse>> HandleAsync(
        CreateSAMLProviderRequest request, IUnitOfWork store, OperationContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Kept<SamlIdpMetadata>();
        var tags = TagRules.Read(request.Tags);
        if (!tags.Succeeded)
        {
            return tags.Error;
        }

        var account = context.Caller.AccountId;
        if (await store.SamlProviders.CountAsync(account, cancellationToken) >= options.MostSamlProvidersPerAccount)
        {
            return IamErrors.LimitExceeded($"Cannot exceed quota for SAMLProvidersPerAccount: {options.MostSamlProvidersPerAccount}");
        }

        var provider = new SamlProvider
        {
            AccountId = account,
            Name = request.Name!,
            ProviderId = EventIds.Create(context.Now),
            MetadataDocument = request.SAMLMetadataDocument!,
            EntityId = metadata.EntityId,
            ValidUntil = metadata.ValidUntil,
            Tags = tags.Value,
            CreatedAt = context.Now,
        };
        if (await store.SamlProviders.AddAsync(provider, cancellationToken) != StoreOutcome.Stored)
        {
            return IamErrors.EntityAlreadyExists($"SAMLProvider with name {request.Name} already exists.");
        }

        context.Audit.Resources.Add(new AuditResource("AWS::IAM::SAMLProvider", provider.Arn));
        return new CreateSAMLProviderResponse { SAMLProviderArn = provider.Arn, Tags = TagRules.Show(provider.Tags) };
    }
}
