using Federation.Model.Identifiers;
using Federation.Model.Storage;

namespace Federation.Model.Reports;

/// <summary>When principals last called which operation. What is written here outlives its principal, whose unique id is never used again.</summary>
public interface ILastAccessStore
{
    /// <summary>Remembers a call, unless a later one is known. Stale: it is.</summary>
    Task<StoreOutcome> SetAsync(LastAccess access, CancellationToken cancellationToken);

    /// <summary>The latest call of each operation since an instant, in order of service and operation.</summary>
    /// <param name="account">The account.</param>
    /// <param name="scope">Whose calls count.</param>
    /// <param name="ownerId">Unique id of the user, role, group or policy.</param>
    /// <param name="since">Earlier calls do not count.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<IReadOnlyList<LastAccess>> ListLatestAsync(AccountId account, LastAccessScope scope, string ownerId, DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>How many principals called each service since an instant, in order of the services; those that nobody called are not in it.</summary>
    /// <param name="account">The account.</param>
    /// <param name="scope">Whose calls count.</param>
    /// <param name="ownerId">Unique id of the user, role, group or policy.</param>
    /// <param name="since">Earlier calls do not count.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<IReadOnlyList<ServicePrincipals>> CountPrincipalsAsync(AccountId account, LastAccessScope scope, string ownerId, DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>Removes some <paramref name="take"/> of those that lie before <paramref name="instant"/> and returns how many there were.</summary>
    Task<int> RemoveExpiredAsync(DateTimeOffset instant, int take, CancellationToken cancellationToken);
}
