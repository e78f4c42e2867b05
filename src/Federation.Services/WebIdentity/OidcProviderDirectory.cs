using Federation.Model.Identifiers;
using Federation.Model.OidcProviders;
using Federation.Model.Storage;
using Federation.Services.Caching;

namespace Federation.Services.WebIdentity;

/// <summary>OpenID Connect providers by account and issuer, kept until something in their account changes.</summary>
public sealed class OidcProviderDirectory(IDatabase database, IChangeTracker tracker, CacheOptions options)
{
    private const string Scheme = "https://";
    private readonly VersionedCache<string, OidcProvider> _cache = new(
        tracker, options.OidcProviders, static _ => 0, (account, issuer, cancellationToken) => LoadAsync(database, account, issuer[Scheme.Length..], cancellationToken));

    /// <summary>The provider of an account whose tokens name this issuer, to the letter; null where there is none.</summary>
    public async ValueTask<OidcProvider?> FindAsync(AccountId account, string issuer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(issuer);
        return issuer.StartsWith(Scheme, StringComparison.Ordinal)
            ? await _cache.GetAsync(account, issuer, cancellationToken)
            : null;
    }

    private static async Task<OidcProvider?> LoadAsync(IDatabase database, AccountId account, string url, CancellationToken cancellationToken)
    {
        await using var store = await database.BeginReadAsync(cancellationToken);
        return await store.OidcProviders.FindAsync(account, url, cancellationToken);
    }
}
