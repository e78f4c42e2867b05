using Federation.Model.Identifiers;
using Federation.Model.Storage;

namespace Federation.Model.Users;

/// <summary>Users by account.</summary>
public interface IUserStore
{
    /// <summary>Adds a user. Conflict: the name (without case) or the id is taken.</summary>
    Task<StoreOutcome> AddAsync(User user, CancellationToken cancellationToken);

    /// <summary>By name without case, or null.</summary>
    Task<User?> FindByNameAsync(AccountId account, string userName, CancellationToken cancellationToken);

    /// <summary>By unique id, or null.</summary>
    Task<User?> FindByIdAsync(AccountId account, string userId, CancellationToken cancellationToken);

    /// <summary>In order of the name key, whose path begins with <paramref name="pathPrefix"/>.</summary>
    Task<Page<User>> ListAsync(AccountId account, string pathPrefix, string? after, int take, CancellationToken cancellationToken);

    /// <summary>How many users the account has.</summary>
    Task<int> CountAsync(AccountId account, CancellationToken cancellationToken);

    /// <summary>Writes a user of the version it was read with, name included; the id does not change. Conflict: the new name is taken.</summary>
    Task<StoreOutcome> UpdateAsync(User user, CancellationToken cancellationToken);

    /// <summary>Removes a user of the version it was read with. Stale: it is not there, or changed since.</summary>
    Task<StoreOutcome> RemoveAsync(AccountId account, string userId, long version, CancellationToken cancellationToken);
}
