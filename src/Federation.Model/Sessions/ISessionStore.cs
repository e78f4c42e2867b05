namespace Federation.Model.Sessions;

/// <summary>
/// Short-lived state that may be lost with its store: portal sessions, pending sign-ins, one-time handles, rate counters. In the database or on
/// Redis, under one contract: single use is atomic, expiry is exact (checked on read against <see cref="TimeProvider"/>), a store that cannot
/// be reached throws <see cref="Storage.StoreUnavailableException"/>. Ids arrive hashed or opaque, values arrive sealed.
/// </summary>
public interface ISessionStore
{
    /// <summary>Adds an entry. False: there is a live one of this kind and id.</summary>
    Task<bool> TryAddAsync(SessionEntry entry, CancellationToken cancellationToken);

    /// <summary>The live entry, or null.</summary>
    Task<SessionEntry?> FindAsync(string kind, string id, CancellationToken cancellationToken);

    /// <summary>Removes the live entry and returns it; of many callers one gets it, the others null.</summary>
    Task<SessionEntry?> TakeAsync(string kind, string id, CancellationToken cancellationToken);

    /// <summary>Writes value and expiry of a live entry; indexes stay. False: there is none.</summary>
    Task<bool> ReplaceAsync(string kind, string id, ReadOnlyMemory<byte> value, DateTimeOffset expiresAt, CancellationToken cancellationToken);

    /// <summary>Removes an entry, live or not.</summary>
    Task RemoveAsync(string kind, string id, CancellationToken cancellationToken);

    /// <summary>Live entries of a kind that carry the index value.</summary>
    Task<IReadOnlyList<SessionEntry>> FindByIndexAsync(string kind, string index, CancellationToken cancellationToken);

    /// <summary>Counts one more in the window that <paramref name="window"/> divides time into, and returns the count so far.</summary>
    Task<long> IncrementAsync(string kind, string id, TimeSpan window, CancellationToken cancellationToken);

    /// <summary>Takes one back that <see cref="IncrementAsync"/> counted in the present window; never below zero, and nothing where that window has passed.</summary>
    Task DecrementAsync(string kind, string id, TimeSpan window, CancellationToken cancellationToken);

    /// <summary>How many live entries of a kind there are (for global caps; may lag by a second).</summary>
    Task<long> CountAsync(string kind, CancellationToken cancellationToken);

    /// <summary>Removes expired entries; at most <paramref name="take"/> a call. Returns how many. A store that expires by itself returns 0.</summary>
    Task<int> RemoveExpiredAsync(int take, CancellationToken cancellationToken);
}

/// <summary>An entry of the session store.</summary>
public sealed record SessionEntry
{
    /// <summary>Such as <c>portal-session</c>; at most 32 characters.</summary>
    public required string Kind { get; init; }

    /// <summary>At most 128 characters, case-sensitive.</summary>
    public required string Id { get; init; }

    /// <summary>Sealed value.</summary>
    public required ReadOnlyMemory<byte> Value { get; init; }

    /// <summary>From this instant on the entry does not exist.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Values it can be found by, at most 128 characters each, case-sensitive.</summary>
    public IReadOnlyList<string> Indexes { get; init; } = [];
}
