using Federation.Model.Results;
using Federation.Services.Pipeline;

namespace Federation.Services.Iam.SamlProviders;

/// <summary>An entry of AWS's ListSAMLProviders.</summary>
public sealed record SAMLProviderListEntry
{
    /// <summary>ARN.</summary>
    public string? Arn { get; init; }

    /// <summary>When its metadata runs out.</summary>
    public DateTimeOffset? ValidUntil { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset? CreateDate { get; init; }
}

/// <summary>AWS: ListSAMLProviders, answer.</summary>
public sealed record ListSAMLProvidersResponse
{
    /// <summary>All providers of the account.</summary>
    public IReadOnlyList<SAMLProviderListEntry> SAMLProviderList { get; init; } = [];
}

/// <summary>Lists the providers of the caller's account.</summary>
public sealed class ListSAMLProviders : ReadOperation<Nothing, ListSAMLProvidersResponse>
{
    private const int PageSize = 1000;

    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "ListSAMLProviders", AccessLevel.List) { Resource = ActionResource.None };

    /// <inheritdoc/>
    protected override Task<Result<IReadOnlyList<Demand>>> DemandsAsync(Nothing request, OperationContext context, CancellationToken cancellationToken) =>
        Task.FromResult(Needs(context, "*"));

    /// <inheritdoc/>
    protected override async Task<Result<ListSAMLProvidersResponse>> HandleAsync(Nothing request, OperationContext context, CancellationToken cancellationToken)
    {
        var store = await context.ReadAsync(cancellationToken);
        var providers = new List<SAMLProviderListEntry>();
        for (string? after = null; ;)
        {
            var page = await store.SamlProviders.ListWithoutMetadataAsync(context.Caller.AccountId, after, PageSize, cancellationToken);
            providers.AddRange(page.Items.Select(provider => new SAMLProviderListEntry { Arn = provider.Arn, ValidUntil = provider.ValidUntil, CreateDate = provider.CreatedAt }));
            if ((after = page.Next) is null)
            {
                return new ListSAMLProvidersResponse { SAMLProviderList = providers };
            }
        }
    }
}
