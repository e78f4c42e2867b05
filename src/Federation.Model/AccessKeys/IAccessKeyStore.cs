using Federation.Model.Identifiers;
using Federation.Model.Storage;

namespace Federation.Model.AccessKeys;

/// <summary>Long-term access keys.</summary>
public interface IAccessKeyStore
{
    /// <summary>Adds a key. Conflict: the id is taken.</summary>
    Task<StoreOutcome> AddAsync(AccessKey key, CancellationToken cancellationToken);

    /// <summary>By id, in whatever account, or null: authentication starts here.</summary>
    Task<AccessKey?> FindAsync(string accessKeyId, CancellationToken cancellationToken);

    /// <summary>Keys of one user, or of root where <paramref name="userId"/> is null, oldest first.</summary>
    Task<IReadOnlyList<AccessKey>> ListAsync(AccountId account, string? userId, CancellationToken cancellationToken);

    /// <summary>Sets the status. Stale: it is not there.</summary>
    Task<StoreOutcome> SetStatusAsync(AccountId account, string accessKeyId, string status, CancellationToken cancellationToken);

    /// <summary>Remembers a use, unless a later one is known. Stale: it is, or the key is not there.</summary>
    Task<StoreOutcome> SetLastUseAsync(AccountId account, string accessKeyId, CredentialUse use, CancellationToken cancellationToken);

    /// <summary>Removes a key. Stale: it is not there.</summary>
    Task<StoreOutcome> RemoveAsync(AccountId account, string accessKeyId, CancellationToken cancellationToken);
}
