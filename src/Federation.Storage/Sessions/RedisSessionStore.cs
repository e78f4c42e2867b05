using Federation.Model.Sessions;
using Federation.Storage.Sql;
using Federation.Storage.Stores;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Federation.Storage.Sessions;

/// <summary>
/// The session store on Redis 7 (alone, Sentinel or Cluster). Indexes and the count of live entries are sorted sets by expiry under keys of their own: they are
/// written before the entry and may name entries that are gone, which readers skip; an entry is never without them.
/// </summary>
internal sealed class RedisSessionStore(RedisConnection connection, TimeProvider timeProvider, IOptions<RedisOptions> options) : ISessionStore
{
    // How long after its expiry a key is cleared away at the latest: clocks of nodes and server may differ.
    private const long Grace = 60_000;
    private const int ReadsAtOnce = 256;
    private static readonly RedisValue[] Fields = ["e", "v", "i"];
    private readonly RedisKeys _keys = new(options.Value.KeyPrefix);

    private long Now => Instants.Of(timeProvider.GetUtcNow());

    public Task<bool> TryAddAsync(SessionEntry entry, CancellationToken cancellationToken) => connection.RunAsync(
        async database =>
        {
            var now = Now;
            var expiresAt = Instants.Of(entry.ExpiresAt);
            await IndexAsync(database, entry.Kind, entry.Id, entry.Indexes, expiresAt, now);
            var indexes = StoreJson.Write(entry.Indexes) ?? string.Empty;
            return (bool)await database.ScriptEvaluateAsync(
                RedisScripts.Add, [_keys.Entry(entry.Kind, entry.Id)], [now, expiresAt, entry.Value, indexes, TimeToLive(expiresAt, now)]);
        },
        cancellationToken);

    public Task<SessionEntry?> FindAsync(string kind, string id, CancellationToken cancellationToken) =>
        connection.RunAsync(database => FindAsync(database, kind, id), cancellationToken);

    public Task<SessionEntry?> TakeAsync(string kind, string id, CancellationToken cancellationToken) => connection.RunAsync(
        async database =>
        {
            var result = await database.ScriptEvaluateAsync(RedisScripts.Take, [_keys.Entry(kind, id)], [Now]);
            if (result.IsNull)
            {
                return null;
            }

            await database.SortedSetRemoveAsync(_keys.Live(kind), id);
            return Read(kind, id, (RedisValue[])result!);
        },
        cancellationToken);

    public Task<bool> ReplaceAsync(string kind, string id, ReadOnlyMemory<byte> value, DateTimeOffset expiresAt, CancellationToken cancellationToken) =>
        connection.RunAsync(
            async database =>
            {
                if (await FindAsync(database, kind, id) is not { } present)
                {
                    return false;
                }

                var (now, expiry) = (Now, Instants.Of(expiresAt));
                await IndexAsync(database, kind, id, present.Indexes, expiry, now);
                return (bool)await database.ScriptEvaluateAsync(RedisScripts.Replace, [_keys.Entry(kind, id)], [now, expiry, value, TimeToLive(expiry, now)]);
            },
            cancellationToken);

    public Task RemoveAsync(string kind, string id, CancellationToken cancellationToken) => connection.RunAsync(
        async database =>
        {
            await database.KeyDeleteAsync(_keys.Entry(kind, id));
            return await database.SortedSetRemoveAsync(_keys.Live(kind), id);
        },
        cancellationToken);

    public Task<IReadOnlyList<SessionEntry>> FindByIndexAsync(string kind, string index, CancellationToken cancellationToken) => connection.RunAsync(
        async database =>
        {
            var members = (RedisValue[]?)await database.ScriptEvaluateAsync(RedisScripts.Members, [_keys.Index(kind, index)], [Now]) ?? [];
            var found = new List<SessionEntry>(members.Length);
            foreach (var some in members.Chunk(ReadsAtOnce))
            {
                var entries = await Task.WhenAll(some.Select(id => FindAsync(database, kind, id!)));

                // An id may live again under other indexes.
                found.AddRange(entries.OfType<SessionEntry>().Where(entry => entry.Indexes.Contains(index, StringComparer.Ordinal)));
            }

            return (IReadOnlyList<SessionEntry>)[.. found.OrderBy(entry => entry.Id, StringComparer.Ordinal)];
        },
        cancellationToken);

    public Task<long> IncrementAsync(string kind, string id, TimeSpan window, CancellationToken cancellationToken)
    {
        var start = Windows.StartOf(timeProvider.GetUtcNow(), window);
        return connection.RunAsync(
            async database => (long)await database.ScriptEvaluateAsync(
                RedisScripts.Hit, [_keys.Counter(kind, id, start)], [TimeToLive(Windows.EndOf(start, window), Now)]),
            cancellationToken);
    }

    public Task DecrementAsync(string kind, string id, TimeSpan window, CancellationToken cancellationToken) => connection.RunAsync(
        async database => (long)await database.ScriptEvaluateAsync(
            RedisScripts.TakeBack, [_keys.Counter(kind, id, Windows.StartOf(timeProvider.GetUtcNow(), window))]),
        cancellationToken);

    public Task<long> CountAsync(string kind, CancellationToken cancellationToken) => connection.RunAsync(
        async database => (long)await database.ScriptEvaluateAsync(RedisScripts.Count, [_keys.Live(kind)], [Now]), cancellationToken);

    /// <summary>Redis clears away by itself.</summary>
    public Task<int> RemoveExpiredAsync(int take, CancellationToken cancellationToken) => Task.FromResult(0);

    private static long TimeToLive(long expiresAt, long now) => Math.Max(expiresAt - now, 0) + Grace;

    private static SessionEntry Read(string kind, string id, RedisValue[] fields) => new()
    {
        Kind = kind,
        Id = id,
        ExpiresAt = Instants.From((long)fields[0]),
        Value = (byte[])fields[1]!,
        Indexes = StoreJson.ReadStrings(fields[2].IsNullOrEmpty ? null : (string?)fields[2]),
    };

    private async Task IndexAsync(IDatabase database, string kind, string id, IReadOnlyList<string> indexes, long expiresAt, long now)
    {
        var sets = indexes.Distinct(StringComparer.Ordinal).Select(index => _keys.Index(kind, index)).Append(_keys.Live(kind));
        await Task.WhenAll(sets.Select(set => database.ScriptEvaluateAsync(RedisScripts.Index, [set], [expiresAt, id, TimeToLive(expiresAt, now)])));
    }

    private async Task<SessionEntry?> FindAsync(IDatabase database, string kind, string id)
    {
        var fields = await database.HashGetAsync(_keys.Entry(kind, id), Fields);
        return fields[0].IsNull || (long)fields[0] <= Now ? null : Read(kind, id, fields);
    }
}
