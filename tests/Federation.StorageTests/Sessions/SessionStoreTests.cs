using Federation.Model.Sessions;
using Federation.Storage;
using Federation.Storage.Sessions;
using Federation.StorageTests.Backends;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.StorageTests.Sessions;

public abstract class SessionStoreTests
{
    private static CancellationToken None => CancellationToken.None;

    protected abstract Task<TestStore> OpenAsync();

    [Fact]
    public async Task An_entry_is_found_by_kind_and_id_as_it_was_written()
    {
        await using var store = await OpenAsync();
        var sessions = store.Get<ISessionStore>();
        var entry = Entry(store, "login", "Id-1", 60) with { Indexes = ["subject/ä", "nameid/B"] };
        (await sessions.TryAddAsync(entry, None)).ShouldBeTrue();

        var found = (await sessions.FindAsync("login", "Id-1", None)).ShouldNotBeNull();
        found.Value.ToArray().ShouldBe(entry.Value.ToArray());
        found.ExpiresAt.ShouldBe(entry.ExpiresAt);
        found.Indexes.ShouldBe(entry.Indexes);
        (await sessions.FindAsync("other", "Id-1", None)).ShouldBeNull();
        (await sessions.FindAsync("login", "id-1", None)).ShouldBeNull();
    }

    [Fact]
    public async Task A_live_id_is_not_added_twice_and_keeps_its_value()
    {
        await using var store = await OpenAsync();
        var sessions = store.Get<ISessionStore>();
        await sessions.TryAddAsync(Entry(store, "login", "a", 60), None);
        (await sessions.TryAddAsync(Entry(store, "login", "a", 60) with { Value = new byte[] { 9 } }, None)).ShouldBeFalse();
        (await sessions.FindAsync("login", "a", None))!.Value.Length.ShouldBe(3);
    }

    [Fact]
    public async Task Expiry_is_exact_to_the_millisecond_for_every_way_to_an_entry()
    {
        await using var store = await OpenAsync();
        var sessions = store.Get<ISessionStore>();
        await sessions.TryAddAsync(Entry(store, "login", "a", 60) with { Indexes = ["x"] }, None);
        store.Time.Advance(TimeSpan.FromMilliseconds(59_999));
        (await sessions.FindAsync("login", "a", None)).ShouldNotBeNull();
        (await sessions.FindByIndexAsync("login", "x", None)).Count.ShouldBe(1);

        store.Time.Advance(TimeSpan.FromMilliseconds(1));
        (await sessions.FindAsync("login", "a", None)).ShouldBeNull();
        (await sessions.FindByIndexAsync("login", "x", None)).ShouldBeEmpty();
        (await sessions.TakeAsync("login", "a", None)).ShouldBeNull();
        (await sessions.ReplaceAsync("login", "a", new byte[] { 1 }, store.Time.GetUtcNow().AddHours(1), None)).ShouldBeFalse();
        (await sessions.FindAsync("login", "a", None)).ShouldBeNull();
        (await sessions.TryAddAsync(Entry(store, "login", "a", 60), None)).ShouldBeTrue();
        (await sessions.FindByIndexAsync("login", "x", None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_many_takers_one_gets_the_entry()
    {
        await using var store = await OpenAsync();
        var sessions = store.Get<ISessionStore>();
        for (var round = 0; round < 5; round++)
        {
            await sessions.TryAddAsync(Entry(store, "code", $"c{round}", 60) with { Indexes = ["y"] }, None);
            var id = $"c{round}";
            var taken = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(() => sessions.TakeAsync("code", id, None))));
            taken.Count(entry => entry is not null).ShouldBe(1);
            taken.Single(entry => entry is not null)!.Indexes.ShouldBe(["y"]);
        }

        (await sessions.FindByIndexAsync("code", "y", None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_many_adders_of_one_id_one_succeeds()
    {
        await using var store = await OpenAsync();
        var sessions = store.Get<ISessionStore>();
        var added = await Task.WhenAll(Enumerable.Range(0, 32).Select(i => Task.Run(() =>
            sessions.TryAddAsync(Entry(store, "code", "one", 60) with { Value = new[] { (byte)i } }, None))));
        added.Count(success => success).ShouldBe(1);
    }

    [Fact]
    public async Task Replacing_moves_value_and_expiry_and_keeps_the_indexes()
    {
        await using var store = await OpenAsync();
        var sessions = store.Get<ISessionStore>();
        await sessions.TryAddAsync(Entry(store, "portal", "s", 60) with { Indexes = ["subject/1"] }, None);
        (await sessions.ReplaceAsync("portal", "s", new byte[] { 7, 7 }, store.Time.GetUtcNow().AddSeconds(120), None)).ShouldBeTrue();
        store.Time.Advance(TimeSpan.FromSeconds(119));

        var found = (await sessions.FindByIndexAsync("portal", "subject/1", None)).ShouldHaveSingleItem();
        found.Value.ToArray().ShouldBe([7, 7]);
        (await sessions.ReplaceAsync("portal", "unknown", new byte[] { 1 }, store.Time.GetUtcNow().AddSeconds(9), None)).ShouldBeFalse();
        store.Time.Advance(TimeSpan.FromSeconds(1));
        (await sessions.FindAsync("portal", "s", None)).ShouldBeNull();
    }

    [Fact]
    public async Task Removed_entries_are_gone_and_removing_again_is_no_error()
    {
        await using var store = await OpenAsync();
        var sessions = store.Get<ISessionStore>();
        await sessions.TryAddAsync(Entry(store, "portal", "s", 60) with { Indexes = ["q"] }, None);
        await sessions.RemoveAsync("portal", "s", None);
        await sessions.RemoveAsync("portal", "s", None);
        (await sessions.FindAsync("portal", "s", None)).ShouldBeNull();
        (await sessions.FindByIndexAsync("portal", "q", None)).ShouldBeEmpty();
        (await sessions.CountAsync("portal", None)).ShouldBe(0);
    }

    [Fact]
    public async Task An_index_finds_all_its_entries_of_one_kind()
    {
        await using var store = await OpenAsync();
        var sessions = store.Get<ISessionStore>();
        foreach (var id in new[] { "1", "2", "3" })
        {
            await sessions.TryAddAsync(Entry(store, "portal", id, 60) with { Indexes = ["who", "also"] }, None);
        }

        await sessions.TryAddAsync(Entry(store, "other", "4", 60) with { Indexes = ["who"] }, None);
        (await sessions.FindByIndexAsync("portal", "who", None)).Select(entry => entry.Id).ShouldBe(["1", "2", "3"], ignoreOrder: true);
        (await sessions.FindByIndexAsync("portal", "WHO", None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Counters_count_in_windows_and_start_anew()
    {
        await using var store = await OpenAsync();
        var sessions = store.Get<ISessionStore>();
        var counts = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => sessions.IncrementAsync("rate", "1.2.3.4", TimeSpan.FromSeconds(10), None))));
        counts.Order().ShouldBe(Enumerable.Range(1, 20).Select(i => (long)i));
        (await sessions.IncrementAsync("rate", "5.6.7.8", TimeSpan.FromSeconds(10), None)).ShouldBe(1);
        store.Time.Advance(TimeSpan.FromSeconds(10));
        (await sessions.IncrementAsync("rate", "1.2.3.4", TimeSpan.FromSeconds(10), None)).ShouldBe(1);
    }

    [Fact]
    public async Task What_was_counted_is_taken_back_in_its_window_and_never_below_nothing()
    {
        await using var store = await OpenAsync();
        var sessions = store.Get<ISessionStore>();
        var window = TimeSpan.FromSeconds(10);
        await sessions.DecrementAsync("rate", "a", window, None);
        await sessions.IncrementAsync("rate", "a", window, None);
        await sessions.IncrementAsync("rate", "a", window, None);
        await sessions.IncrementAsync("rate", "b", window, None);
        await sessions.DecrementAsync("rate", "a", window, None);
        (await sessions.IncrementAsync("rate", "a", window, None)).ShouldBe(2);
        (await sessions.IncrementAsync("rate", "b", window, None)).ShouldBe(2);
        for (var i = 0; i < 4; i++)
        {
            await sessions.DecrementAsync("rate", "a", window, None);
        }

        (await sessions.IncrementAsync("rate", "a", window, None)).ShouldBe(1);
        store.Time.Advance(window);
        await sessions.DecrementAsync("rate", "a", window, None);
        (await sessions.IncrementAsync("rate", "a", window, None)).ShouldBe(1);
    }

    [Fact]
    public async Task The_count_of_a_kind_follows_within_a_second()
    {
        await using var store = await OpenAsync();
        var sessions = store.Get<ISessionStore>();
        (await sessions.CountAsync("pending", None)).ShouldBe(0);
        for (var i = 0; i < 5; i++)
        {
            await sessions.TryAddAsync(Entry(store, "pending", $"{i}", 60), None);
        }

        await sessions.TakeAsync("pending", "0", None);
        store.Time.Advance(TimeSpan.FromSeconds(1));
        (await sessions.CountAsync("pending", None)).ShouldBe(4);
        store.Time.Advance(TimeSpan.FromSeconds(59));
        (await sessions.CountAsync("pending", None)).ShouldBe(0);
    }

    [Fact]
    public async Task Clearing_away_leaves_what_lives()
    {
        await using var store = await OpenAsync();
        var sessions = store.Get<ISessionStore>();
        for (var i = 0; i < 5; i++)
        {
            await sessions.TryAddAsync(Entry(store, "pending", $"{i}", 10 + i), None);
        }

        store.Time.Advance(TimeSpan.FromSeconds(12));
        for (var i = 0; i < 3; i++)
        {
            await sessions.RemoveExpiredAsync(2, None);
        }

        (await sessions.FindAsync("pending", "2", None)).ShouldBeNull();
        (await sessions.FindAsync("pending", "3", None)).ShouldNotBeNull();
        (await sessions.RemoveExpiredAsync(2, None)).ShouldBe(0);
    }

    protected static SessionEntry Entry(TestStore store, string kind, string id, int seconds) => new()
    {
        Kind = kind,
        Id = id,
        Value = new byte[] { 1, 0, 255 },
        ExpiresAt = store.Time.GetUtcNow().AddSeconds(seconds),
    };
}

public sealed class SqliteSessionStoreTests : SessionStoreTests
{
    protected override Task<TestStore> OpenAsync() => TestStore.OpenAsync();
}

public sealed class SqlServerSessionStoreTests : SessionStoreTests
{
    protected override Task<TestStore> OpenAsync() => TestStore.OpenAsync(Backend.SqlServer);
}

public sealed class RedisSessionStoreTests(RedisServer redis) : SessionStoreTests
{
    [Fact]
    public async Task The_store_is_on_Redis()
    {
        await using var store = await OpenAsync();
        store.Get<ISessionStore>().ShouldBeOfType<RedisSessionStore>();
    }

    [Fact]
    public async Task Every_key_of_an_entry_goes_away_by_itself()
    {
        await using var store = await OpenAsync();
        await store.Get<ISessionStore>().TryAddAsync(Entry(store, "login", "a", 60) with { Indexes = ["x"] }, CancellationToken.None);
        await store.Get<ISessionStore>().IncrementAsync("rate", "a", TimeSpan.FromSeconds(10), CancellationToken.None);
        await using var client = await StackExchange.Redis.ConnectionMultiplexer.ConnectAsync(redis.Configuration);
        var prefix = store.Get<Microsoft.Extensions.Options.IOptions<RedisOptions>>().Value.KeyPrefix;
        var keys = client.GetServers()[0].Keys(pattern: prefix + ":*").ToList();
        keys.Count.ShouldBe(4);
        foreach (var key in keys)
        {
            (await client.GetDatabase().KeyTimeToLiveAsync(key)).ShouldNotBeNull(key.ToString()).ShouldBeLessThanOrEqualTo(TimeSpan.FromSeconds(120));
        }
    }

    protected override Task<TestStore> OpenAsync()
    {
        var (configuration, prefix) = (redis.Configuration, $"t{Guid.NewGuid():N}"[..16]);
        return TestStore.OpenAsync(configure: services => services.Configure<RedisOptions>(options =>
        {
            options.Configuration = configuration;
            options.KeyPrefix = prefix;
        }));
    }
}
