using Federation.Model.Identifiers;
using Federation.Model.Storage;

namespace Federation.Model.LoginTraces;

/// <summary>Recorded logins by account.</summary>
public interface ILoginTraceStore
{
    /// <summary>Adds a trace. Conflict: the id is taken.</summary>
    Task<StoreOutcome> AddAsync(LoginTraceRow trace, CancellationToken cancellationToken);

    /// <summary>Puts a trace in the place of the one of its account and id that has this outcome. Stale: there is none.</summary>
    Task<StoreOutcome> ReplaceAsync(LoginTraceRow trace, string formerOutcome, CancellationToken cancellationToken);

    /// <summary>A trace of an account, or null.</summary>
    Task<LoginTraceRow?> FindAsync(AccountId account, string traceId, CancellationToken cancellationToken);

    /// <summary>A trace of whatever account, for the management account; or null.</summary>
    Task<LoginTraceRow?> FindInAnyAccountAsync(string traceId, CancellationToken cancellationToken);

    /// <summary>Traces of an account that fit the query, the newest first.</summary>
    Task<Page<LoginTraceRow>> ListAsync(AccountId account, LoginTraceQuery query, CancellationToken cancellationToken);

    /// <summary>Traces of every account that fit the query, for the management account; the newest first.</summary>
    Task<Page<LoginTraceRow>> ListInAllAccountsAsync(LoginTraceQuery query, CancellationToken cancellationToken);

    /// <summary>Removes traces that began before an instant; at most <paramref name="take"/> a call. Returns how many.</summary>
    Task<int> RemoveOlderAsync(DateTimeOffset instant, int take, CancellationToken cancellationToken);

    /// <summary>Accounts that hold more than <paramref name="most"/> traces.</summary>
    Task<IReadOnlyList<AccountId>> ListCrowdedAsync(int most, CancellationToken cancellationToken);

    /// <summary>Keeps the newest <paramref name="most"/> traces of an account. Returns how many were removed.</summary>
    Task<int> TrimAsync(AccountId account, int most, CancellationToken cancellationToken);
}
