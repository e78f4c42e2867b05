using System.Collections.Concurrent;
using System.Data;
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
    private static readonly RowStatement<AddedRow> RemoveDead = new(
        SessionSql.RemoveDead,
        new("@kind", DbType.AnsiString, 128, static row => row.Entry.Kind),
        new("@id", DbType.String, 4000, static row => row.Entry.Id),
        new("@now", DbType.Int64, 0, static row => row.Now));

    private static readonly RowStatement<AddedRow> Add = new(
        SessionSql.Add,
        new("@kind", DbType.AnsiString, 128, static row => row.Entry.Kind),
        new("@id", DbType.String, 4000, static row => row.Entry.Id),
        new("@value", DbType.Binary, -1, static row => row.Entry.Value.ToArray()),
        new("@indexes", DbType.String, -1, static row => StoreJson.Write(row.Entry.Indexes)),
        new("@expiresAt", DbType.Int64, 0, static row => Instants.Of(row.Entry.ExpiresAt)));

    private static readonly RowStatement<IndexRow> AddIndex = new(
        SessionSql.AddIndex,
        new("@kind", DbType.AnsiString, 128, static row => row.Kind),
        new("@index", DbType.String, 4000, static row => row.Index),
        new("@id", DbType.String, 4000, static row => row.Id));

    private readonly SessionWriter _writer = new(database);
    private readonly ConcurrentDictionary<string, (long Count, long At)> _counts = new(StringComparer.Ordinal);

    private long Now => Instants.Of(timeProvider.GetUtcNow());

    public Task<bool> TryAddAsync(SessionEntry entry, CancellationToken cancellationToken)
    {
        var row = new AddedRow(entry, Now);
        return WriteAsync(
            async (session, token) =>
            {
                await session.ExecuteAsync(RemoveDead, row, token);
                if (await session.InsertAsync(Add, row, token) != StoreOutcome.Stored)
                {
                    return false;
                }

                await session.ExecuteEachAsync(AddIndex, row.Indexes, token);
                return true;
            },
            cancellationToken);
    }

    public async Task<SessionEntry?> FindAsync(string kind, string id, CancellationToken cancellationToken)
    {
        await using var unit = await database.OpenReadAsync(cancellationToken);
        return (await unit.Session.FirstOrDefaultAsync<EntryRow>(SessionSql.Find, Key(kind, id), cancellationToken))?.ToEntry();
    }

    public async Task<SessionEntry?> TakeAsync(string kind, string id, CancellationToken cancellationToken) =>
        (await WriteAsync((session, token) => session.WriteReturningAsync<EntryRow>(SessionSql.Take, Key(kind, id), token), cancellationToken))?.ToEntry();

    public Task<bool> ReplaceAsync(string kind, string id, ReadOnlyMemory<byte> value, DateTimeOffset expiresAt, CancellationToken cancellationToken)
    {
        var arguments = new { kind = new Ascii(kind), id, value = value.ToArray(), expiresAt = Instants.Of(expiresAt), now = Now };
        return WriteAsync(async (session, token) => await session.ExecuteAsync(SessionSql.Replace, arguments, token) == 1, cancellationToken);
    }

    public Task RemoveAsync(string kind, string id, CancellationToken cancellationToken) =>
        WriteAsync((session, token) => session.ExecuteAsync(SessionSql.Remove, Key(kind, id), token), cancellationToken);

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
            async (session, token) =>
            {
                for (var attempt = 1; attempt <= IncrementAttempts; attempt++)
                {
                    if (await session.WriteReturningAsync<long?>(SessionSql.Hit, arguments, token) is { } hits)
                    {
                        return hits;
                    }

                    if (await session.InsertAsync(SessionSql.AddCounter, arguments, token) == StoreOutcome.Stored)
                    {
                        return 1L;
                    }
                }

                throw new StoreUnavailableException("a counter of the session store could not be raised");
            },
            cancellationToken);
    }

    public Task DecrementAsync(string kind, string id, TimeSpan window, CancellationToken cancellationToken)
    {
        var arguments = new { kind = new Ascii(kind), id, windowStart = Windows.StartOf(timeProvider.GetUtcNow(), window) };
        return WriteAsync((session, token) => session.ExecuteAsync(SessionSql.TakeBack, arguments, token), cancellationToken);
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
        async (session, token) =>
        {
            var arguments = new { now = Now, take };
            return await session.ExecuteAsync(SessionSql.RemoveExpired, arguments, token)
                + await session.ExecuteAsync(SessionSql.RemoveExpiredCounters, arguments, token);
        },
        cancellationToken);

    private object Key(string kind, string id) => new { kind = new Ascii(kind), id, now = Now };

    private Task<T> WriteAsync<T>(Func<SqlSession, CancellationToken, Task<T>> write, CancellationToken cancellationToken) => _writer.WriteAsync(write, cancellationToken);

    private readonly record struct AddedRow(SessionEntry Entry, long Now)
    {
        public IEnumerable<IndexRow> Indexes
        {
            get
            {
                var (kind, id) = (Entry.Kind, Entry.Id);
                return Entry.Indexes.Distinct(StringComparer.Ordinal).Select(index => new IndexRow(kind, index, id));
            }
        }
    }

    private readonly record struct IndexRow(string Kind, string Index, string Id);

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
