using Federation.Model.Identifiers;
using Federation.Model.Storage;

namespace Federation.Model.Reports;

/// <summary>Reports by account.</summary>
public interface IReportJobStore
{
    /// <summary>Adds a report without content. Conflict: there is one of this id.</summary>
    Task<StoreOutcome> AddAsync(ReportJob job, CancellationToken cancellationToken);

    /// <summary>A report, or null.</summary>
    Task<ReportJob?> FindAsync(AccountId account, string jobId, CancellationToken cancellationToken);

    /// <summary>The content of a report of the version that was read; null where it has none, or was begun anew since.</summary>
    Task<byte[]?> FindContentAsync(AccountId account, string jobId, long version, CancellationToken cancellationToken);

    /// <summary>Writes a report of the version it was read with, and its content; null takes it away.</summary>
    Task<StoreOutcome> UpdateAsync(ReportJob job, byte[]? content, CancellationToken cancellationToken);

    /// <summary>Removes some <paramref name="take"/> of those that have expired by <paramref name="instant"/> and returns how many there were.</summary>
    Task<int> RemoveExpiredAsync(DateTimeOffset instant, int take, CancellationToken cancellationToken);
}
