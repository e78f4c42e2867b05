using Federation.Model.Identifiers;
using Federation.Model.Storage;

namespace Federation.Model.SamlProviders;

/// <summary>SAML providers by account.</summary>
public interface ISamlProviderStore
{
    /// <summary>Adds a provider. Conflict: the name (without case) is taken.</summary>
    Task<StoreOutcome> AddAsync(SamlProvider provider, CancellationToken cancellationToken);

    /// <summary>By name without case, or null.</summary>
    Task<SamlProvider?> FindAsync(AccountId account, string name, CancellationToken cancellationToken);

    /// <summary>In order of the name key.</summary>
    Task<Page<SamlProvider>> ListAsync(AccountId account, string? after, int take, CancellationToken cancellationToken);

    /// <summary>In order of the name key, without their documents: MetadataDocument is empty. To be shown, never to be written back.</summary>
    Task<Page<SamlProvider>> ListWithoutMetadataAsync(AccountId account, string? after, int take, CancellationToken cancellationToken);

    /// <summary>How many providers the account has.</summary>
    Task<int> CountAsync(AccountId account, CancellationToken cancellationToken);

    /// <summary>
    /// What the sign-in page lists: providers whose effective ShowOnSignIn is true, of all accounts, in order of name key and account,
    /// whose name contains <paramref name="search"/> (without case; null: all). Their MetadataDocument is empty: the page is for anybody, and documents are large. To
    /// be shown, never to be written back.
    /// </summary>
    Task<Page<SamlProvider>> ListForSignInAsync(string? search, string? after, int take, CancellationToken cancellationToken);

    /// <summary>The provider that owns a mail domain (lower case), or null.</summary>
    Task<SamlProvider?> FindByMailDomainAsync(string domain, CancellationToken cancellationToken);

    /// <summary>Providers of any account whose metadata names this entity id; at most <paramref name="take"/>.</summary>
    Task<IReadOnlyList<SamlProvider>> FindByEntityIdAsync(string entityId, int take, CancellationToken cancellationToken);

    /// <summary>
    /// ARNs of the providers of all accounts whose metadata names this entity id, the management account's first, then in order of account and name; at
    /// most <paramref name="take"/>.
    /// </summary>
    Task<IReadOnlyList<string>> ListArnsByEntityIdAsync(string entityId, int take, CancellationToken cancellationToken);

    /// <summary>Writes a provider of the version it was read with. Conflict: a mail domain belongs to another provider.</summary>
    Task<StoreOutcome> UpdateAsync(SamlProvider provider, CancellationToken cancellationToken);

    /// <summary>Removes a provider and its mail domains. Stale: it is not there.</summary>
    Task<StoreOutcome> RemoveAsync(AccountId account, string name, CancellationToken cancellationToken);
}
