using Federation.Model.Identifiers;
using Federation.Model.Storage;

namespace Federation.Model.Reports;

/// <summary>Reports by account.</summary>
public interface IReportJobStore
{
    /// <summary>Adds a report. Conflict: there is one of this id.</summary>
    Task<StoreOutcome> AddAsync(ReportJob job, CancellationToken cancellationToken);

    /// <summary>A report, or null.</summary>
    Task<ReportJob?> FindAsync(AccountId account, string jobId, CancellationToken cancellationToken);

    /// <summary>Writes a report of the version it was read with.</summary>
    Task<StoreOutcome> UpdateAsync(ReportJob job, CancellationToken cancellationToken);

    /// <summary>Removes what has expired by <paramref name="instant"/> and returns how many there were.</summary>
    Task<int> RemoveExpiredAsync(DateTimeOffset instant, CancellationToken cancellationToken);
}
