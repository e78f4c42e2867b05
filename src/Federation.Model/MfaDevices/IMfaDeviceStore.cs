using Federation.Model.Identifiers;
using Federation.Model.Storage;

namespace Federation.Model.MfaDevices;

/// <summary>MFA devices by account.</summary>
public interface IMfaDeviceStore
{
    /// <summary>Adds a device. Conflict: path and name are taken.</summary>
    Task<StoreOutcome> AddAsync(MfaDevice device, CancellationToken cancellationToken);

    /// <summary>By path and name without case, or null.</summary>
    Task<MfaDevice?> FindAsync(AccountId account, string path, string name, CancellationToken cancellationToken);

    /// <summary>The devices of a user (or of root, by the account's number), in order of path and name.</summary>
    Task<IReadOnlyList<MfaDevice>> ListOfOwnerAsync(AccountId account, string ownerId, CancellationToken cancellationToken);

    /// <summary>In order of path and name.</summary>
    /// <param name="account">The account.</param>
    /// <param name="isAssigned">Only those that are somebody's, or nobody's; null for all.</param>
    /// <param name="after">Key of the last one of the page before.</param>
    /// <param name="take">At most this many.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<Page<MfaDevice>> ListAsync(AccountId account, bool? isAssigned, string? after, int take, CancellationToken cancellationToken);

    /// <summary>How many devices the account has.</summary>
    Task<int> CountAsync(AccountId account, CancellationToken cancellationToken);

    /// <summary>How many of them are somebody's.</summary>
    Task<int> CountAssignedAsync(AccountId account, CancellationToken cancellationToken);

    /// <summary>Writes owner, last step, drift and tags of a device of the version it was read with.</summary>
    Task<StoreOutcome> UpdateAsync(MfaDevice device, CancellationToken cancellationToken);

    /// <summary>
    /// Uses up the code of a time step: compared and set by one statement, so that of any number of callers one gets it. Stale: this step or a later one was used, or the
    /// device is no longer this owner's.
    /// </summary>
    Task<StoreOutcome> UseStepAsync(AccountId account, string deviceId, string ownerId, long step, CancellationToken cancellationToken);

    /// <summary>Removes a device of the version it was read with.</summary>
    Task<StoreOutcome> RemoveAsync(AccountId account, string deviceId, long version, CancellationToken cancellationToken);
}
