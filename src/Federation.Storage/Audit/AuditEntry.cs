using Federation.Model.Audit;
using Federation.Model.Sessions;

namespace Federation.Storage.Audit;

/// <summary>One append that waits for its transaction.</summary>
/// <param name="Records">The records.</param>
/// <param name="Uses">The one-time uses that decide whether the records are written.</param>
/// <param name="Completion">Whom to tell; null where nobody waits.</param>
/// <param name="QueuedAt">Timestamp of the append.</param>
internal sealed record AuditEntry(
    IReadOnlyList<AuditRecord> Records, IReadOnlyList<OneTimeUse> Uses, TaskCompletionSource<AppendOutcome>? Completion, long QueuedAt)
{
    public bool IsDurable => Completion is not null;
}
