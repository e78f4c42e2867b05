using System.Collections.Concurrent;
using Federation.Model.Identifiers;
using Federation.Model.Storage;

namespace Federation.Services.Caching;

/// <summary>
/// Keeps what was loaded of an account for as long as nothing in that account changed: on this node at once, across nodes within a second
/// (<see cref="IChangeTracker"/>). Bounded: when full, half of the entries go.
/// </summary>
/// <typeparam name="TKey">Key within the account.</typeparam>
/// <typeparam name="TValue">What is kept; must be immutable.</typeparam>
internal sealed class VersionedCache<TKey, TValue>(IChangeTracker tracker, int capacity)
    where TKey : notnull
    where TValue : class
{
    private readonly ConcurrentDictionary<(AccountId Account, TKey Key), Entry> _entries = new();

    /// <summary>The kept value, or the loaded one. A null is not kept: what is not there today may be there at the next request.</summary>
    internal async ValueTask<TValue?> GetAsync(AccountId account, TKey key, Func<Task<TValue?>> load)
    {
        // INVARIANT: the version is read before the load, so that a change in between makes the entry stale, never fresh.
        var version = tracker.VersionOf(account);
        if (_entries.TryGetValue((account, key), out var entry) && entry.Version == version)
        {
            return entry.Value;
        }

        var value = await load();
        if (value is null)
        {
            _entries.TryRemove((account, key), out _);
            return null;
        }

        if (_entries.Count >= capacity)
        {
            Shrink();
        }

        _entries[(account, key)] = new Entry(version, value);
        return value;
    }

    private void Shrink()
    {
        var keep = false;
        foreach (var pair in _entries)
        {
            keep = !keep;
            if (!keep)
            {
                _entries.TryRemove(pair);
            }
        }
    }

    private sealed record Entry(long Version, TValue Value);
}
