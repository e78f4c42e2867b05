using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Federation.Model.Identifiers;
using Federation.Model.Storage;

namespace Federation.Services.Caching;

/// <summary>
/// Keeps what was loaded of an account for as long as nothing in that account changed: on this node at once, across nodes within a second
/// (<see cref="IChangeTracker"/>). Bounded in size; of one key there is one load at a time, which everybody who asks meanwhile shares.
/// </summary>
/// <typeparam name="TKey">Key within the account.</typeparam>
/// <typeparam name="TValue">What is kept; must be immutable.</typeparam>
/// <param name="tracker">The versions of accounts.</param>
/// <param name="mostBytes">Bytes by the estimate of <paramref name="weigh"/>.</param>
/// <param name="weigh">Estimates the bytes of a value.</param>
/// <param name="load">Loads a value; null where it is not there.</param>
internal sealed class VersionedCache<TKey, TValue>(IChangeTracker tracker, long mostBytes, Func<TValue, long> weigh, Func<AccountId, TKey, CancellationToken, Task<TValue?>> load)
    where TKey : notnull
    where TValue : class
{
    private readonly BoundedTable<(AccountId Account, TKey Key), Entry> _entries = new(mostBytes, entry => CacheOptions.ObjectBytes + weigh(entry.Value));
    private readonly ConcurrentDictionary<(AccountId Account, TKey Key), Flight> _flights = new();

    /// <summary>The estimate of all that is kept.</summary>
    internal long Bytes => _entries.Bytes;

    /// <summary>The kept value, or the loaded one. A null is not kept: what is not there today may be there at the next request.</summary>
    internal ValueTask<TValue?> GetAsync(AccountId account, TKey key, CancellationToken cancellationToken)
    {
        // INVARIANT: the version is read before the load, so that a change in between makes the entry stale, never fresh.
        var version = tracker.VersionOf(account);
        return _entries.TryGet((account, key), out var entry) && entry.Version == version ? new(entry.Value) : new(JoinAsync(account, key, version, cancellationToken));
    }

    private Task<TValue?> JoinAsync(AccountId account, TKey key, long version, CancellationToken cancellationToken)
    {
        var place = (account, key);

        // INVARIANT: a load that began at an older version may have read what is stale by now: only those who saw the same version share it.
        var own = new Flight(version);
        for (var flight = _flights.GetOrAdd(place, own); flight != own; flight = _flights.GetOrAdd(place, own))
        {
            if (flight.Version == version)
            {
                return flight.Task.WaitAsync(cancellationToken);
            }

            if (_flights.TryUpdate(place, own, flight))
            {
                break;
            }
        }

        // It ends for all, so nobody's hanging up ends it.
        _ = FlyAsync(place, own);
        return own.Task.WaitAsync(cancellationToken);
    }

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "whoever waits for the load is told what went wrong with it")]
    private async Task FlyAsync((AccountId Account, TKey Key) place, Flight flight)
    {
        try
        {
            var value = await load(place.Account, place.Key, CancellationToken.None);
            if (value is null)
            {
                _entries.Remove(place);
            }
            else
            {
                _entries.Set(place, new Entry(flight.Version, value));
            }

            _flights.TryRemove(new(place, flight));
            flight.Succeed(value);
        }
        catch (Exception exception)
        {
            _flights.TryRemove(new(place, flight));
            flight.Fail(exception);
        }
    }

    private sealed record Entry(long Version, TValue Value);

    private sealed class Flight(long version)
    {
        private readonly TaskCompletionSource<TValue?> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public long Version => version;

        public Task<TValue?> Task => _completion.Task;

        public void Succeed(TValue? value) => _completion.SetResult(value);

        public void Fail(Exception exception) => _completion.SetException(exception);
    }
}
