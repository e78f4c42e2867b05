using System.ComponentModel.DataAnnotations;
using Federation.Model.Audit;
using Federation.Model.Identifiers;
using Federation.Model.OidcProviders;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Services.Iam.Shapes;
using Federation.Services.Pipeline;
using Federation.Services.Pipeline.Validation;

namespace Federation.Services.Iam.OidcProviders;

/// <summary>AWS: CreateOpenIDConnectProvider.</summary>
public sealed record CreateOpenIDConnectProviderRequest
{
    /// <summary>Issuer, https.</summary>
    [Required, Length(1, 255)]
    public string? Url { get; init; }

    /// <summary>Audiences, at most 100.</summary>
    [ElementLength(1, 255)]
    public IReadOnlyList<string>? ClientIDList { get; init; }

    /// <summary>SHA-1 thumbprints of certificates on the way to the provider's keys, at most 5.</summary>
    [ElementLength(40, 40)]
    public IReadOnlyList<string>? ThumbprintList { get; init; }

    /// <summary>At most 50.</summary>
    [Length(0, 50)]
    public IReadOnlyList<TagShape>? Tags { get; init; }
}

/// <summary>AWS: CreateOpenIDConnectProvider, answer.</summary>
public sealed record CreateOpenIDConnectProviderResponse
{
    /// <summary>ARN of the new provider.</summary>
    public string? OpenIDConnectProviderArn { get; init; }

    /// <summary>Its tags.</summary>
    public IReadOnlyList<TagShape>? Tags { get; init; }
}

/// <summary>Registers an issuer of tokens in the caller's account.</summary>
public sealed class CreateOpenIDConnectProvider : WriteOperation<CreateOpenIDConnectProviderRequest, CreateOpenIDConnectProviderResponse>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "CreateOpenIDConnectProvider", AccessLevel.Write)
    {
        Resource = ActionResource.NewOidcProvider,
        Differs = "the URL may name a port; no thumbprint is fetched where none is given: the system's certificate authorities decide then",
    };

    /// <inheritdoc/>
    protected override Task<Result<IReadOnlyList<Demand>>> DemandsAsync(CreateOpenIDConnectProviderRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        var url = ProviderUrl.Read(request.Url!);
        if (!url.Succeeded)
        {
            return Task.FromResult<Result<IReadOnlyList<Demand>>>(url.Error);
        }

        var keys = new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase);
        TagRules.AddRequestContext(keys, request.Tags);
        var account = context.Caller.AccountId;
        var demand = Demand.Identity(Descriptor.Action, Arns.OidcProvider(account, url.Value), account) with { Context = keys };
        return Task.FromResult(NeedsWithTags(demand, "iam:TagOpenIDConnectProvider", request.Tags is { Count: > 0 }));
    }

    /// <inheritdoc/>
    protected override async Task<Result<CreateOpenIDConnectProviderResponse>> HandleAsync(
        CreateOpenIDConnectProviderRequest request, IUnitOfWork store, OperationContext context, CancellationToken cancellationToken)
    {
        var account = context.Caller.AccountId;
        var made = Make(request, account, context);
        if (!made.Succeeded)
        {
            return made.Error;
        }

        if (await store.OidcProviders.CountAsync(account, cancellationToken) >= OidcProviderRules.MostPerAccount)
        {
            return IamErrors.LimitExceeded($"Cannot exceed quota for OpenIdConnectProvidersPerAccount: {OidcProviderRules.MostPerAccount}");
        }

        var provider = made.Value;
        if (await store.OidcProviders.AddAsync(provider, cancellationToken) != StoreOutcome.Stored)
        {
            return IamErrors.EntityAlreadyExists($"Provider with url {provider.Issuer} already exists.");
        }

        OidcProviderRules.Audit(context, provider.Arn);
        return new CreateOpenIDConnectProviderResponse { OpenIDConnectProviderArn = provider.Arn, Tags = TagRules.Show(provider.Tags) };
    }

    private static Result<OidcProvider> Make(CreateOpenIDConnectProviderRequest request, AccountId account, OperationContext context)
    {
        var clients = OidcProviderRules.ReadClientIds(request.ClientIDList ?? []);
        var thumbprints = OidcProviderRules.ReadThumbprints(request.ThumbprintList);
        var tags = TagRules.Read(request.Tags);
        return (clients.Error ?? thumbprints.Error ?? tags.Error) is { } wrong
            ? wrong
            : new OidcProvider
            {
                AccountId = account,
                Url = ProviderUrl.Read(request.Url!).Value!,
                ProviderId = EventIds.Create(context.Now),
                ClientIds = clients.Value!,
                Thumbprints = thumbprints.Value!,
                Tags = tags.Value!,
                CreatedAt = context.Now,
            };
    }
}
