using System.Collections.Concurrent;
using Federation.Model.Identifiers;
using Federation.Model.Storage;
using Microsoft.Extensions.Options;

namespace Federation.Storage.Sql;

/// <summary>
/// The versions this node knows. Its own commits count at once, those of others at the next poll. When polls fail for longer than is tolerable, no version
/// is ever the same as one read before, so that nothing cached is trusted: fail closed.
/// </summary>
internal sealed class ChangeTracker(TimeProvider timeProvider, IOptions<StorageOptions> options) : IChangeTracker
{
    private readonly ConcurrentDictionary<AccountId, long> _accounts = new();
    private readonly TimeSpan _tolerance = options.Value.ChangePollTolerance;
    private long _polledAt = timeProvider.GetTimestamp();
    private long _unknown = long.MinValue;

    /// <summary>Called after a commit of this node with the sequence it drew: tells other nodes to look. Set while services are put together.</summary>
    public Action<long>? LocalChange { get; set; }

    /// <summary>Called when the key ring changed, here or elsewhere. Set while services are put together.</summary>
    public Action? KeyRingChanged { get; set; }

    /// <summary>The highest sequence seen by a poll.</summary>
    public long PolledSequence { get; private set; }

    public long VersionOf(AccountId account)
    {
        if (timeProvider.GetElapsedTime(Volatile.Read(ref _polledAt)) > _tolerance)
        {
            return Interlocked.Increment(ref _unknown);
        }

        return _accounts.GetValueOrDefault(account);
    }

    public void Committed(IReadOnlyCollection<string> scopes, long sequence)
    {
        foreach (var scope in scopes)
        {
            Advance(scope, sequence);
        }

        LocalChange?.Invoke(sequence);
    }

    /// <summary>Takes what a poll found. Only the poller calls it, one call at a time.</summary>
    public void Polled(IEnumerable<(string Scope, long Sequence)> found, long polledAt)
    {
        foreach (var (scope, sequence) in found)
        {
            Advance(scope, sequence);
            PolledSequence = Math.Max(PolledSequence, sequence);
        }

        Volatile.Write(ref _polledAt, polledAt);
    }

    /// <summary>Where polling starts: whatever was committed before is read fresh by caches that are empty yet.</summary>
    public void StartAt(long sequence)
    {
        PolledSequence = sequence;
        Volatile.Write(ref _polledAt, timeProvider.GetTimestamp());
    }

    private void Advance(string scope, long sequence)
    {
        if (ChangeScopes.TryGetAccount(scope, out var account))
        {
            _accounts.AddOrUpdate(account, sequence, (_, present) => Math.Max(present, sequence));
        }
        else if (scope == ChangeScopes.KeyRing)
        {
            KeyRingChanged?.Invoke();
        }
    }
}
