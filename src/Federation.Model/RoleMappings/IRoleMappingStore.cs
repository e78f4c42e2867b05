using Federation.Model.Identifiers;
using Federation.Model.Storage;

namespace Federation.Model.RoleMappings;

/// <summary>Role mappings by account. Every version of a document is kept.</summary>
public interface IRoleMappingStore
{
    /// <summary>Adds the mapping or replaces the one of the same name; the version number given must be the present one plus one. Stale: it is not.</summary>
    Task<StoreOutcome> PutAsync(RoleMapping mapping, CancellationToken cancellationToken);

    /// <summary>The present version, by name without case, or null.</summary>
    Task<RoleMapping?> FindAsync(AccountId account, string name, CancellationToken cancellationToken);

    /// <summary>A version of the past or the present, or null.</summary>
    Task<RoleMapping?> FindVersionAsync(AccountId account, string name, int documentVersion, CancellationToken cancellationToken);

    /// <summary>Every version of a mapping, the newest first; at most <paramref name="take"/>.</summary>
    Task<IReadOnlyList<RoleMapping>> ListVersionsAsync(AccountId account, string name, int take, CancellationToken cancellationToken);

    /// <summary>In order of the name key.</summary>
    Task<Page<RoleMapping>> ListAsync(AccountId account, string? after, int take, CancellationToken cancellationToken);

    /// <summary>All mappings of one provider, in order of the name key.</summary>
    Task<IReadOnlyList<RoleMapping>> ListForProviderAsync(AccountId account, string providerArn, CancellationToken cancellationToken);

    /// <summary>Removes a mapping with all its versions. Stale: it is not there.</summary>
    Task<StoreOutcome> RemoveAsync(AccountId account, string name, CancellationToken cancellationToken);
}
