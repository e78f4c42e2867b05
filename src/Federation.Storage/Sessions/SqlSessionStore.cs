using System.Collections.Concurrent;
using Federation.Model.Sessions;
using Federation.Model.Storage;
using Federation.Storage.Sql;
using Federation.Storage.Stores;

namespace Federation.Storage.Sessions;

/// <summary>The session store in the database. Commits survive a killed process, and a power loss may cost the last of them: people then sign in again.</summary>
internal sealed class SqlSessionStore(Database database, TimeProvider timeProvider) : ISessionStore
{
    private const int IncrementAttempts = 3;
    private static readonly TimeSpan CountAge = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<string, (long Count, long At)> _counts = new(StringComparer.Ordinal);

    private long Now => Instants.Of(timeProvider.GetUtcNow());

    public Task<bool> TryAddAsync(SessionEntry entry, CancellationToken cancellationToken) => WriteAsync(
        async session =>
        {
            var arguments = new
            {
                kind = new Ascii(entry.Kind),
                id = entry.Id,
                value = entry.Value.ToArray(),
                indexes = StoreJson.Write(entry.Indexes),
                expiresAt = Instants.Of(entry.ExpiresAt),
                now = Now,
            };
            await session.ExecuteAsync(SessionSql.RemoveDead, arguments, cancellationToken);
            if (await session.InsertAsync(SessionSql.Add, arguments, cancellationToken) != StoreOutcome.Stored)
            {
                return false;
            }

            foreach (var index in entry.Indexes.Distinct(StringComparer.Ordinal))
            {
                await session.ExecuteAsync(SessionSql.AddIndex, new { kind = new Ascii(entry.Kind), index, id = entry.Id }, cancellationToken);
            }

            return true;
        },
        cancellationToken);

    public async Task<SessionEntry?> FindAsync(string kind, string id, CancellationToken cancellationToken)
    {
        await using var unit = await database.OpenReadAsync(cancellationToken);
        return (await unit.Session.FirstOrDefaultAsync<EntryRow>(SessionSql.Find, Key(kind, id), cancellationToken))?.ToEntry();
    }

    public async Task<SessionEntry?> TakeAsync(string kind, string id, CancellationToken cancellationToken) =>
        (await WriteAsync(session => session.WriteReturningAsync<EntryRow>(SessionSql.Take, Key(kind, id), cancellationToken), cancellationToken))?.ToEntry();

    public Task<bool> ReplaceAsync(string kind, string id, ReadOnlyMemory<byte> value, DateTimeOffset expiresAt, CancellationToken cancellationToken)
    {
        var arguments = new { kind = new Ascii(kind), id, value = value.ToArray(), expiresAt = Instants.Of(expiresAt), now = Now };
        return WriteAsync(async session => await session.ExecuteAsync(SessionSql.Replace, arguments, cancellationToken) == 1, cancellationToken);
    }

    public Task RemoveAsync(string kind, string id, CancellationToken cancellationToken) =>
        WriteAsync(session => session.ExecuteAsync(SessionSql.Remove, Key(kind, id), cancellationToken), cancellationToken);

    public async Task<IReadOnlyList<SessionEntry>> FindByIndexAsync(string kind, string index, CancellationToken cancellationToken)
    {
        await using var unit = await database.OpenReadAsync(cancellationToken);
        var rows = await unit.Session.ListAsync<EntryRow>(SessionSql.FindByIndex, new { kind = new Ascii(kind), index, now = Now }, cancellationToken);
        return rows.ConvertAll(static row => row.ToEntry());
    }

    public Task<long> IncrementAsync(string kind, string id, TimeSpan window, CancellationToken cancellationToken)
    {
        var windowStart = Windows.StartOf(timeProvider.GetUtcNow(), window);
        var arguments = new { kind = new Ascii(kind), id, windowStart, expiresAt = Windows.EndOf(windowStart, window) };
        return WriteAsync(
            async session =>
            {
                for (var attempt = 1; attempt <= IncrementAttempts; attempt++)
                {
                    if (await session.WriteReturningAsync<long?>(SessionSql.Hit, arguments, cancellationToken) is { } hits)
                    {
                        return hits;
                    }

                    if (await session.InsertAsync(SessionSql.AddCounter, arguments, cancellationToken) == StoreOutcome.Stored)
                    {
                        return 1L;
                    }
                }

                throw new StoreUnavailableException("a counter of the session store could not be raised");
            },
            cancellationToken);
    }

    public async Task<long> CountAsync(string kind, CancellationToken cancellationToken)
    {
        if (_counts.TryGetValue(kind, out var known) && timeProvider.GetElapsedTime(known.At) < CountAge)
        {
            return known.Count;
        }

        var at = timeProvider.GetTimestamp();
        await using var unit = await database.OpenReadAsync(cancellationToken);
        var count = await unit.Session.ScalarAsync<long>(SessionSql.Count, new { kind = new Ascii(kind), now = Now }, cancellationToken);
        _counts[kind] = (count, at);
        return count;
    }

    public Task<int> RemoveExpiredAsync(int take, CancellationToken cancellationToken) => WriteAsync(
        async session =>
        {
            var arguments = new { now = Now, take };
            return await session.ExecuteAsync(SessionSql.RemoveExpired, arguments, cancellationToken)
                + await session.ExecuteAsync(SessionSql.RemoveExpiredCounters, arguments, cancellationToken);
        },
        cancellationToken);

    private object Key(string kind, string id) => new { kind = new Ascii(kind), id, now = Now };

    private async Task<T> WriteAsync<T>(Func<SqlSession, Task<T>> write, CancellationToken cancellationToken)
    {
        await using var unit = await database.OpenWriteAsync(Durability.Process, cancellationToken);
        var result = await write(unit.Session);
        await unit.CommitAsync(cancellationToken);
        return result;
    }

    private sealed class EntryRow
    {
        public required string Kind { get; init; }

        public required string Id { get; init; }

        public required byte[] EntryValue { get; init; }

        public string? EntryIndexes { get; init; }

        public long ExpiresAt { get; init; }

        public SessionEntry ToEntry() => new()
        {
            Kind = Kind,
            Id = Id,
            Value = EntryValue,
            ExpiresAt = Instants.From(ExpiresAt),
            Indexes = StoreJson.ReadStrings(EntryIndexes),
        };
    }
}
