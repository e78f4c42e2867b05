using Federation.Model.Identifiers;
using Federation.Model.Storage;

namespace Federation.Model.Passwords;

/// <summary>Login profiles by user: a user has at most one.</summary>
public interface ILoginProfileStore
{
    /// <summary>Adds a profile. Conflict: the user has one.</summary>
    Task<StoreOutcome> AddAsync(LoginProfile profile, CancellationToken cancellationToken);

    /// <summary>A user's profile, or null.</summary>
    Task<LoginProfile?> FindAsync(AccountId account, string userId, CancellationToken cancellationToken);

    /// <summary>When the passwords of some users were last used, by user id, in one statement; users without a password or without a use of it are not there.</summary>
    Task<IReadOnlyDictionary<string, DateTimeOffset>> LastUsesAsync(AccountId account, IReadOnlyList<string> userIds, CancellationToken cancellationToken);

    /// <summary>Writes a profile of the version it was read with.</summary>
    Task<StoreOutcome> UpdateAsync(LoginProfile profile, CancellationToken cancellationToken);

    /// <summary>Removes a profile, its former hashes included. Stale: it is not there.</summary>
    Task<StoreOutcome> RemoveAsync(AccountId account, string userId, CancellationToken cancellationToken);
}
