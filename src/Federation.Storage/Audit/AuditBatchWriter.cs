using Federation.Model.Audit;
using Federation.Model.Storage;
using Federation.Storage.Sql;

namespace Federation.Storage.Audit;

/// <summary>Writes appends in one transaction. Of each append either everything is written or nothing; a taken use refuses only its own append.</summary>
internal sealed class AuditBatchWriter(Database database, AuditMetrics metrics)
{
    public async Task<IReadOnlyList<AppendOutcome>> WriteAsync(IReadOnlyList<AuditEntry> entries, CancellationToken cancellationToken)
    {
        await using var unit = await database.OpenWriteAsync(Durability.Full, cancellationToken);
        var outcomes = new AppendOutcome[entries.Count];
        var accepted = new List<AuditRecord>(entries.Count);
        for (var i = 0; i < entries.Count; i++)
        {
            outcomes[i] = await TakeUsesAsync(unit, entries[i], cancellationToken) ? AppendOutcome.Stored : AppendOutcome.AlreadyUsed;
            if (outcomes[i] == AppendOutcome.Stored)
            {
                accepted.AddRange(entries[i].Records);
            }
        }

        await unit.Audit.AppendAsync(accepted, cancellationToken);
        await unit.CommitAsync(cancellationToken);
        metrics.Committed(accepted.Count);
        return outcomes;
    }

    private static async Task<bool> TakeUsesAsync(UnitOfWork unit, AuditEntry entry, CancellationToken cancellationToken)
    {
        // A single use that is refused has written nothing; of several, the first ones have to be undone.
        return entry.Uses.Count switch
        {
            0 => true,
            1 => await unit.OneTimeUses.TryUseAsync(entry.Uses[0], cancellationToken),
            _ => await unit.Session.AllOrNothingAsync(() => TakeAllAsync(unit, entry, cancellationToken), cancellationToken) == StoreOutcome.Stored,
        };
    }

    private static async Task<StoreOutcome> TakeAllAsync(UnitOfWork unit, AuditEntry entry, CancellationToken cancellationToken)
    {
        foreach (var use in entry.Uses)
        {
            if (!await unit.OneTimeUses.TryUseAsync(use, cancellationToken))
            {
                return StoreOutcome.Conflict;
            }
        }

        return StoreOutcome.Stored;
    }
}
