using System.Globalization;
using Federation.Model.Sessions;
using Federation.Model.Storage;
using Federation.Storage;
using Federation.Storage.Sessions;
using Federation.Storage.Sql;
using Federation.StorageTests.Backends;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.StorageTests.Sessions;

public sealed class SessionWriterTests
{
    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public async Task Writes_that_wait_for_the_one_writer_are_answered_once_they_are_committed()
    {
        await using var store = await TestStore.OpenAsync();
        var sessions = store.Get<ISessionStore>();
        var busy = await store.Database.BeginWriteAsync(None);
        var writes = Enumerable.Range(0, 50).Select(i => sessions.TryAddAsync(Entry(store, i), None)).ToList();
        writes.ShouldAllBe(write => !write.IsCompleted);
        await busy.DisposeAsync();
        (await Task.WhenAll(writes)).ShouldAllBe(added => added);

        // Another node sees them: they are in the database and in no memory.
        await using var other = store.AnotherNode();
        for (var i = 0; i < writes.Count; i++)
        {
            (await other.Get<ISessionStore>().FindAsync("login", Id(i), None)).ShouldNotBeNull();
        }
    }

    [Fact]
    public async Task Of_two_that_add_the_same_id_within_one_transaction_one_is_told_so()
    {
        await using var store = await TestStore.OpenAsync();
        var sessions = store.Get<ISessionStore>();
        var busy = await store.Database.BeginWriteAsync(None);
        var writes = Enumerable.Range(0, 10).Select(_ => sessions.TryAddAsync(Entry(store, 1), None)).ToList();
        await busy.DisposeAsync();
        (await Task.WhenAll(writes)).Count(added => added).ShouldBe(1);
    }

    [Fact]
    public async Task When_the_database_gives_no_turn_every_write_is_refused_and_none_is_done()
    {
        await using var store = await TestStore.OpenAsync(configure: services => services.Configure<StorageOptions>(options => options.CommandTimeoutSeconds = 1));
        var sessions = store.Get<ISessionStore>();
        await using (await store.Database.BeginWriteAsync(None))
        {
            var writes = Enumerable.Range(0, 5).Select(i => sessions.TryAddAsync(Entry(store, i), None)).ToList();
            foreach (var write in writes)
            {
                await Should.ThrowAsync<StoreUnavailableException>(() => write);
            }
        }

        (await sessions.TryAddAsync(Entry(store, 9), None)).ShouldBeTrue();
        for (var i = 0; i < 5; i++)
        {
            (await sessions.FindAsync("login", Id(i), None)).ShouldBeNull();
        }
    }

    [Fact]
    public async Task A_write_that_cannot_be_done_takes_no_other_with_it_and_leaves_nothing()
    {
        await using var store = await TestStore.OpenAsync();
        var writer = new SessionWriter(store.Get<Database>());
        var busy = await store.Database.BeginWriteAsync(None);
        var good = Enumerable.Range(0, 3).Select(i => AddAsync(writer, i)).ToList();
        var bad = writer.WriteAsync<int>(
            async (session, token) =>
            {
                await InsertAsync(session, 7, token);
                throw new InvalidOperationException("a bug");
            },
            None);
        good.Add(AddAsync(writer, 8));
        await busy.DisposeAsync();

        (await Task.WhenAll(good)).ShouldAllBe(rows => rows == 1);
        await Should.ThrowAsync<InvalidOperationException>(() => bad);
        var sessions = store.Get<ISessionStore>();
        (await sessions.FindAsync("login", Id(7), None)).ShouldBeNull();
        (await sessions.FindAsync("login", Id(8), None)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Who_gives_up_while_it_waits_disturbs_no_other()
    {
        await using var store = await TestStore.OpenAsync();
        var sessions = store.Get<ISessionStore>();
        using var hangUp = new CancellationTokenSource();
        var busy = await store.Database.BeginWriteAsync(None);
        var gone = sessions.TryAddAsync(Entry(store, 1), hangUp.Token);
        var stays = sessions.TryAddAsync(Entry(store, 2), None);
        await hangUp.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => gone);
        await busy.DisposeAsync();
        (await stays).ShouldBeTrue();
    }

    private static Task<int> AddAsync(SessionWriter writer, int number) => writer.WriteAsync((session, token) => InsertAsync(session, number, token), None);

    private static Task<int> InsertAsync(SqlSession session, int number, CancellationToken cancellationToken) => session.ExecuteAsync(
        SessionSql.Add,
        new { kind = "login", id = Id(number), value = new byte[] { 1 }, indexes = (string?)null, expiresAt = 4_000_000_000_000 },
        cancellationToken);

    private static string Id(int number) => string.Create(CultureInfo.InvariantCulture, $"id-{number}");

    private static SessionEntry Entry(TestStore store, int number) => new()
    {
        Kind = "login",
        Id = Id(number),
        Value = new byte[] { 1, 2, 3 },
        ExpiresAt = store.Time.GetUtcNow().AddMinutes(1),
        Indexes = ["subject"],
    };
}
