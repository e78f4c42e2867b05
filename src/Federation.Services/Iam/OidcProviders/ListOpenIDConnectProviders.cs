using Federation.Model.Results;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.OidcProviders;

/// <summary>An entry of AWS's ListOpenIDConnectProviders.</summary>
public sealed record OpenIDConnectProviderListEntry
{
    /// <summary>ARN.</summary>
    public string? Arn { get; init; }
}

/// <summary>AWS: ListOpenIDConnectProviders, answer.</summary>
public sealed record ListOpenIDConnectProvidersResponse
{
    /// <summary>All providers of the account.</summary>
    public IReadOnlyList<OpenIDConnectProviderListEntry> OpenIDConnectProviderList { get; init; } = [];
}

/// <summary>Lists the OpenID Connect providers of the caller's account.</summary>
public sealed class ListOpenIDConnectProviders : ReadOperation<Nothing, ListOpenIDConnectProvidersResponse>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "ListOpenIDConnectProviders", AccessLevel.List) { Resource = ActionResource.None };

    /// <inheritdoc/>
    protected override Task<Result<IReadOnlyList<Demand>>> DemandsAsync(Nothing request, OperationContext context, CancellationToken cancellationToken) =>
        Task.FromResult(Needs(context, "*"));

    /// <inheritdoc/>
    protected override async Task<Result<ListOpenIDConnectProvidersResponse>> HandleAsync(Nothing request, OperationContext context, CancellationToken cancellationToken)
    {
        var store = await context.ReadAsync(cancellationToken);
        var page = await store.OidcProviders.ListAsync(context.Caller.AccountId, null, OidcProviderRules.MostPerAccount, cancellationToken);
        return new ListOpenIDConnectProvidersResponse { OpenIDConnectProviderList = [.. page.Items.Select(provider => new OpenIDConnectProviderListEntry { Arn = provider.Arn })] };
    }
}
