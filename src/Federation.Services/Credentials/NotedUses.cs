using System.Collections.Concurrent;
using Federation.Model.AccessKeys;
using Federation.Model.Storage;

namespace Federation.Services.Credentials;

/// <summary>The last use of each of many things, noted in memory and written in batches, each thing once a minute at most.</summary>
/// <typeparam name="TKey">Names the thing.</typeparam>
/// <param name="database">Where uses are written.</param>
/// <param name="timeProvider">The time.</param>
/// <param name="grain">A use is not noted that comes so soon after another of the same thing and service.</param>
/// <param name="comparer">Compares the names.</param>
/// <param name="write">Writes the use of a thing.</param>
internal sealed class NotedUses<TKey>(
    IDatabase database, TimeProvider timeProvider, TimeSpan grain, IEqualityComparer<TKey> comparer, Func<IUnitOfWork, TKey, CredentialUse, CancellationToken, Task<StoreOutcome>> write)
    where TKey : notnull
{
    /// <summary>Enough for a busy minute. Beyond it the next use of a thing is noted once others were written and let go.</summary>
    internal const int MostKept = 50_000;

    /// <summary>A transaction holds up SQLite's one writer no longer than this many rows take.</summary>
    private const int MostInBatch = 500;

    private const int MostText = 64;
    private static readonly TimeSpan BetweenWrites = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<TKey, Noted> _noted = new(comparer);

    // The dictionary's own count takes all of its locks, and it would be asked at each call once it is full.
    private int _count;

    /// <summary>How many things are kept.</summary>
    internal int Count => Volatile.Read(ref _count);

    /// <summary>Notes a use. Costs no I/O.</summary>
    internal void Note(TKey key, string service, string region, DateTimeOffset now)
    {
        if (!_noted.TryGetValue(key, out var noted))
        {
            if (Count >= MostKept)
            {
                return;
            }

            noted = new Noted();
            if (_noted.TryAdd(key, noted))
            {
                Interlocked.Increment(ref _count);
            }
            else if (!_noted.TryGetValue(key, out noted))
            {
                // Added by another call, written and let go of already.
                return;
            }
        }

        noted.Note(now, grain, service, region);
    }

    /// <summary>Writes what is due, and lets go of what was not used since it was written.</summary>
    internal async Task FlushAsync(bool isLast, CancellationToken cancellationToken)
    {
        var now = timeProvider.GetUtcNow();
        var due = new List<KeyValuePair<TKey, Noted>>();
        foreach (var entry in _noted)
        {
            if (!isLast && now - entry.Value.WrittenAt < BetweenWrites)
            {
                continue;
            }

            if (entry.Value.IsPending)
            {
                due.Add(entry);
            }
            else if (_noted.TryRemove(entry))
            {
                // A use that is noted this very moment may be lost; the thing's next one is not.
                Interlocked.Decrement(ref _count);
            }
        }

        foreach (var batch in due.Chunk(MostInBatch))
        {
            await WriteAsync(batch, now, cancellationToken);
        }
    }

    private async Task WriteAsync(KeyValuePair<TKey, Noted>[] batch, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var uses = batch.Select(entry => (entry.Key, Noted: entry.Value, Use: entry.Value.Last)).ToArray();
        await using (var store = await database.BeginWriteAsync(cancellationToken))
        {
            foreach (var (key, _, use) in uses)
            {
                // Stale: another node knows of a later use, or the thing is gone. Either way there is nothing to write.
                _ = await write(store, key, use, cancellationToken);
            }

            await store.CommitAsync(cancellationToken);
        }

        foreach (var (_, noted, use) in uses)
        {
            noted.Written(use, now);
        }
    }

    private sealed class Noted
    {
        private readonly Lock _lock = new();
        private CredentialUse _last = new(DateTimeOffset.MinValue, string.Empty, string.Empty);

        internal bool IsPending { get; private set; }

        internal DateTimeOffset WrittenAt { get; private set; } = DateTimeOffset.MinValue;

        internal CredentialUse Last => Volatile.Read(ref _last);

        internal void Note(DateTimeOffset at, TimeSpan grain, string service, string region)
        {
            if (IsKnown(Last))
            {
                return;
            }

            lock (_lock)
            {
                if (IsKnown(_last))
                {
                    return;
                }

                Volatile.Write(ref _last, new CredentialUse(at, Cut(service), Cut(region)));
                IsPending = true;
            }

            bool IsKnown(CredentialUse last) => at < last.At || (at - last.At < grain && last.Service == service);
        }

        internal void Written(CredentialUse use, DateTimeOffset now)
        {
            lock (_lock)
            {
                WrittenAt = now;
                IsPending = !ReferenceEquals(use, _last);
            }
        }

        /// <summary>The region is whatever the client signed. What is no region's name is not kept: reports are opened in spreadsheets, which run what begins with "=", "+", "-" or "@".</summary>
        private static string Cut(string text) =>
            text.Length is > 0 and <= MostText && text[0] != '-' && text.All(static c => char.IsAsciiLetterOrDigit(c) || c == '-') ? text : "N/A";
    }
}
