using System.Collections.Concurrent;
using Federation.Model.Sessions;
using Federation.Model.Storage;

namespace Federation.UnitTests.Services.Logout;

/// <summary>A session store in memory that fails where a test says so.</summary>
internal sealed class FragileSessions : ISessionStore
{
    private readonly ConcurrentDictionary<(string Kind, string Id), SessionEntry> _entries = new();

    public bool CannotFind { get; set; }

    /// <summary>Ids whose removal fails.</summary>
    public HashSet<string> Stuck { get; } = new(StringComparer.Ordinal);

    public Task<bool> TryAddAsync(SessionEntry entry, CancellationToken cancellationToken) => Task.FromResult(_entries.TryAdd((entry.Kind, entry.Id), entry));

    public Task<SessionEntry?> FindAsync(string kind, string id, CancellationToken cancellationToken) => Task.FromResult(_entries.GetValueOrDefault((kind, id)));

    public Task<SessionEntry?> TakeAsync(string kind, string id, CancellationToken cancellationToken) =>
        Stuck.Contains(id) ? throw new StoreUnavailableException("down") : Task.FromResult(_entries.TryRemove((kind, id), out var taken) ? taken : null);

    public Task<bool> ReplaceAsync(string kind, string id, ReadOnlyMemory<byte> value, DateTimeOffset expiresAt, CancellationToken cancellationToken)
    {
        var known = _entries.TryGetValue((kind, id), out var entry);
        if (known)
        {
            _entries[(kind, id)] = entry! with { Value = value, ExpiresAt = expiresAt };
        }

        return Task.FromResult(known);
    }

    public Task RemoveAsync(string kind, string id, CancellationToken cancellationToken)
    {
        if (Stuck.Contains(id))
        {
            throw new StoreUnavailableException("down");
        }

        _entries.TryRemove((kind, id), out _);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<SessionEntry>> FindByIndexAsync(string kind, string index, CancellationToken cancellationToken) =>
        CannotFind ? throw new StoreUnavailableException("down") : Task.FromResult<IReadOnlyList<SessionEntry>>([.. _entries.Values.Where(entry => entry.Kind == kind && entry.Indexes.Contains(index))]);

    public Task<long> IncrementAsync(string kind, string id, TimeSpan window, CancellationToken cancellationToken) => Task.FromResult(1L);

    public Task DecrementAsync(string kind, string id, TimeSpan window, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<long> CountAsync(string kind, CancellationToken cancellationToken) => Task.FromResult((long)_entries.Count);

    public Task<int> RemoveExpiredAsync(int take, CancellationToken cancellationToken) => Task.FromResult(0);
}
