using Federation.Model.Sessions;

namespace Federation.Model.Audit;

/// <summary>
/// The door to the audit trail outside a unit of work. Appends of many callers share one transaction (group commit), so that load does not pay
/// a flush per call.
/// </summary>
public interface IAuditLog
{
    /// <summary>
    /// Writes the records and the one-time uses in one transaction and returns when they are durable. If any of the uses is taken,
    /// nothing is written. Throws <see cref="Storage.StoreUnavailableException"/> where durability cannot be had: no credential may leave then.
    /// </summary>
    Task<AppendOutcome> AppendDurableAsync(IReadOnlyList<AuditRecord> records, IReadOnlyList<OneTimeUse> uses, CancellationToken cancellationToken);

    /// <summary>Queues a record of a read or a refusal; waits while the queue is full. At most one second of them is lost with the process.</summary>
    ValueTask EnqueueAsync(AuditRecord record, CancellationToken cancellationToken);
}

/// <summary>What became of a durable append.</summary>
public enum AppendOutcome
{
    /// <summary>Nothing was said: never a success.</summary>
    None = 0,

    /// <summary>Records and uses are durable.</summary>
    Stored = 1,

    /// <summary>One of the uses was taken before; nothing was written.</summary>
    AlreadyUsed = 2,
}
