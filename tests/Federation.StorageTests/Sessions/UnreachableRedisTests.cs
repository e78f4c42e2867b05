using System.Diagnostics;
using Federation.Model.Sessions;
using Federation.Model.Storage;
using Federation.Storage;
using Federation.StorageTests.Backends;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.StorageTests.Sessions;

public sealed class UnreachableRedisTests
{
    [Fact]
    public async Task Every_call_refuses_quickly_when_the_server_ends()
    {
        await using var redis = RedisServer.StartOwn();
        await using var store = await OpenAsync(redis.Configuration);
        var sessions = store.Get<ISessionStore>();
        var entry = new SessionEntry { Kind = "k", Id = "i", Value = new byte[1], ExpiresAt = store.Time.GetUtcNow().AddHours(1), Indexes = ["x"] };
        (await sessions.TryAddAsync(entry, CancellationToken.None)).ShouldBeTrue();
        (await store.Get<IStoreHealth>().CheckAsync(CancellationToken.None)).ShouldBeEmpty();

        await redis.DisposeAsync();
        var clock = Stopwatch.StartNew();
        await ShouldRefuseEverythingAsync(sessions, entry);
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20));
        (await store.Get<IStoreHealth>().CheckAsync(CancellationToken.None)).ShouldHaveSingleItem().ShouldBe("the Redis session store cannot be used");
    }

    [Fact]
    public async Task A_server_that_was_never_there_refuses()
    {
        await using var store = await OpenAsync("127.0.0.1:1,password=top-secret");
        var failure = await Should.ThrowAsync<StoreUnavailableException>(() => store.Get<ISessionStore>().FindAsync("k", "i", CancellationToken.None));
        failure.ToString().ShouldNotContain("top-secret");
    }

    private static async Task ShouldRefuseEverythingAsync(ISessionStore sessions, SessionEntry entry)
    {
        var none = CancellationToken.None;
        await Should.ThrowAsync<StoreUnavailableException>(() => sessions.TryAddAsync(entry, none));
        await Should.ThrowAsync<StoreUnavailableException>(() => sessions.FindAsync("k", "i", none));
        await Should.ThrowAsync<StoreUnavailableException>(() => sessions.TakeAsync("k", "i", none));
        await Should.ThrowAsync<StoreUnavailableException>(() => sessions.ReplaceAsync("k", "i", new byte[1], entry.ExpiresAt, none));
        await Should.ThrowAsync<StoreUnavailableException>(() => sessions.RemoveAsync("k", "i", none));
        await Should.ThrowAsync<StoreUnavailableException>(() => sessions.FindByIndexAsync("k", "x", none));
        await Should.ThrowAsync<StoreUnavailableException>(() => sessions.IncrementAsync("k", "x", TimeSpan.FromSeconds(1), none));
        await Should.ThrowAsync<StoreUnavailableException>(() => sessions.DecrementAsync("k", "x", TimeSpan.FromSeconds(1), none));
        await Should.ThrowAsync<StoreUnavailableException>(() => sessions.CountAsync("k", none));
    }

    private static Task<TestStore> OpenAsync(string configuration) =>
        TestStore.OpenAsync(configure: services => services.Configure<RedisOptions>(options =>
        {
            options.Configuration = configuration;
            options.Timeout = TimeSpan.FromMilliseconds(500);
        }));
}
