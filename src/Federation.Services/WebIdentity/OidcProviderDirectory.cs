using Federation.Model.Identifiers;
using Federation.Model.OidcProviders;
using Federation.Model.Storage;
using Federation.Services.Caching;

namespace Federation.Services.WebIdentity;

/// <summary>OpenID Connect providers by account and issuer, kept until something in their account changes.</summary>
public sealed class OidcProviderDirectory(IDatabase database, IChangeTracker tracker)
{
    private const int MostKept = 10_000;
    private const string Scheme = "https://";
    private readonly VersionedCache<string, OidcProvider> _cache = new(tracker, MostKept);

    /// <summary>The provider of an account whose tokens name this issuer, to the letter; null where there is none.</summary>
    public async ValueTask<OidcProvider?> FindAsync(AccountId account, string issuer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(issuer);
        return issuer.StartsWith(Scheme, StringComparison.Ordinal)
            ? await _cache.GetAsync(account, issuer, () => LoadAsync(account, issuer[Scheme.Length..], cancellationToken))
            : null;
    }

    private async Task<OidcProvider?> LoadAsync(AccountId account, string url, CancellationToken cancellationToken)
    {
        await using var store = await database.BeginReadAsync(cancellationToken);
        return await store.OidcProviders.FindAsync(account, url, cancellationToken);
    }
}
