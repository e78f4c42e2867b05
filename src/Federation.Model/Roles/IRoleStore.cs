using Federation.Model.AccessKeys;
using Federation.Model.Identifiers;
using Federation.Model.Storage;

namespace Federation.Model.Roles;

/// <summary>Roles by account.</summary>
public interface IRoleStore
{
    /// <summary>Adds a role. Conflict: the name (without case) or the id is taken.</summary>
    Task<StoreOutcome> AddAsync(Role role, CancellationToken cancellationToken);

    /// <summary>By name without case, or null.</summary>
    Task<Role?> FindByNameAsync(AccountId account, string roleName, CancellationToken cancellationToken);

    /// <summary>By unique id, or null.</summary>
    Task<Role?> FindByIdAsync(AccountId account, string roleId, CancellationToken cancellationToken);

    /// <summary>In order of the name key, whose path begins with <paramref name="pathPrefix"/>.</summary>
    Task<Page<Role>> ListAsync(AccountId account, string pathPrefix, string? after, int take, CancellationToken cancellationToken);

    /// <summary>How many roles the account has.</summary>
    Task<int> CountAsync(AccountId account, CancellationToken cancellationToken);

    /// <summary>Writes a role of the version it was read with; name and id do not change.</summary>
    Task<StoreOutcome> UpdateAsync(Role role, CancellationToken cancellationToken);

    /// <summary>Remembers a use, unless a later one is known; the version does not move. Stale: it is, or the role is not there.</summary>
    Task<StoreOutcome> SetLastUseAsync(AccountId account, string roleId, CredentialUse use, CancellationToken cancellationToken);

    /// <summary>Removes a role of the version it was read with. Stale: it is not there, or changed since.</summary>
    Task<StoreOutcome> RemoveAsync(AccountId account, string roleId, long version, CancellationToken cancellationToken);
}
