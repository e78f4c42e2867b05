using Federation.Model.Identifiers;
using Federation.Model.Storage;

namespace Federation.Model.Reports;

/// <summary>When principals last called which operation.</summary>
public interface ILastAccessStore
{
    /// <summary>Remembers a call, unless a later one is known. Stale: it is.</summary>
    Task<StoreOutcome> SetAsync(LastAccess access, CancellationToken cancellationToken);

    /// <summary>All that is known of a principal, in order of service and operation.</summary>
    Task<IReadOnlyList<LastAccess>> ListOfPrincipalAsync(AccountId account, string principalId, CancellationToken cancellationToken);

    /// <summary>Removes some <paramref name="take"/> of those that lie before <paramref name="instant"/> and returns how many there were.</summary>
    Task<int> RemoveExpiredAsync(DateTimeOffset instant, int take, CancellationToken cancellationToken);
}
