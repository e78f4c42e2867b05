using Federation.Model.Identifiers;
using Federation.Model.Storage;

namespace Federation.Model.OidcProviders;

/// <summary>OpenID Connect providers by account. A URL is the issuer without its scheme, compared to the letter.</summary>
public interface IOidcProviderStore
{
    /// <summary>Adds a provider. Conflict: the URL is taken.</summary>
    Task<StoreOutcome> AddAsync(OidcProvider provider, CancellationToken cancellationToken);

    /// <summary>By URL, or null.</summary>
    Task<OidcProvider?> FindAsync(AccountId account, string url, CancellationToken cancellationToken);

    /// <summary>In order of the URL.</summary>
    Task<Page<OidcProvider>> ListAsync(AccountId account, string? after, int take, CancellationToken cancellationToken);

    /// <summary>How many providers the account has.</summary>
    Task<int> CountAsync(AccountId account, CancellationToken cancellationToken);

    /// <summary>Writes client ids, thumbprints and tags of a provider of the version it was read with. Stale: it is another version, or gone.</summary>
    Task<StoreOutcome> UpdateAsync(OidcProvider provider, CancellationToken cancellationToken);

    /// <summary>Removes a provider. Stale: it is not there.</summary>
    Task<StoreOutcome> RemoveAsync(AccountId account, string url, CancellationToken cancellationToken);
}
