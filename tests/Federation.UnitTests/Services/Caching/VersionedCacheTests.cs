using Federation.Model.Identifiers;
using Federation.Model.Storage;
using Federation.Services.Caching;

namespace Federation.UnitTests.Services.Caching;

public sealed class VersionedCacheTests
{
    private static readonly AccountId Account = AccountId.Parse("111122223333");
    private readonly Versions _versions = new();
    private int _loads;

    [Fact]
    public async Task What_was_loaded_is_kept_until_the_account_changes()
    {
        var cache = Cache(_ => Task.FromResult<string?>("value"));
        await cache.GetAsync(Account, "key", default);
        await cache.GetAsync(Account, "key", default);
        _loads.ShouldBe(1);
        _versions.Version++;
        await cache.GetAsync(Account, "key", default);
        _loads.ShouldBe(2);
    }

    [Fact]
    public async Task What_is_not_there_is_asked_for_again()
    {
        var cache = Cache(_ => Task.FromResult<string?>(null));
        (await cache.GetAsync(Account, "key", default)).ShouldBeNull();
        (await cache.GetAsync(Account, "key", default)).ShouldBeNull();
        _loads.ShouldBe(2);
    }

    [Fact]
    public async Task Of_one_key_there_is_one_load_at_a_time_and_all_share_it()
    {
        var answer = new TaskCompletionSource<string?>();
        var cache = Cache(_ => answer.Task);
        var asked = Enumerable.Range(0, 20).Select(_ => cache.GetAsync(Account, "key", default).AsTask()).ToList();
        _loads.ShouldBe(1);
        answer.SetResult("value");
        (await Task.WhenAll(asked)).ShouldAllBe(value => value == "value");
        _loads.ShouldBe(1);
    }

    [Fact]
    public async Task Who_saw_a_newer_version_does_not_share_an_older_load()
    {
        var answers = new Queue<TaskCompletionSource<string?>>([new(), new()]);
        var (older, newer) = (answers.ElementAt(0), answers.ElementAt(1));
        var cache = Cache(_ => answers.Dequeue().Task);
        var before = cache.GetAsync(Account, "key", default).AsTask();
        _versions.Version++;
        var after = cache.GetAsync(Account, "key", default).AsTask();
        newer.SetResult("new");
        (await after).ShouldBe("new");
        older.SetResult("old");
        (await before).ShouldBe("old");

        // The older load ended last: what it left behind is not taken for fresh.
        answers.Enqueue(new TaskCompletionSource<string?>());
        answers.Peek().SetResult("new");
        (await cache.GetAsync(Account, "key", default)).ShouldBe("new");
    }

    [Fact]
    public async Task A_failure_is_told_to_all_who_wait_and_not_kept()
    {
        var answers = new Queue<Task<string?>>([Task.FromException<string?>(new StoreUnavailableException("gone")), Task.FromResult<string?>("value")]);
        var cache = Cache(_ => answers.Dequeue());
        await Should.ThrowAsync<StoreUnavailableException>(() => cache.GetAsync(Account, "key", default).AsTask());
        (await cache.GetAsync(Account, "key", default)).ShouldBe("value");
    }

    [Fact]
    public async Task Who_hangs_up_does_not_end_the_load_of_the_others()
    {
        var answer = new TaskCompletionSource<string?>();
        var cache = Cache(token => answer.Task.WaitAsync(token));
        using var hangUp = new CancellationTokenSource();
        var first = cache.GetAsync(Account, "key", hangUp.Token).AsTask();
        var second = cache.GetAsync(Account, "key", default).AsTask();
        await hangUp.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => first);
        answer.SetResult("value");
        (await second).ShouldBe("value");
        _loads.ShouldBe(1);
    }

    [Fact]
    public async Task It_never_holds_more_than_its_bytes()
    {
        var cache = Cache(_ => Task.FromResult<string?>(new string('x', 1000)), mostBytes: 100_000);
        for (var i = 0; i < 1000; i++)
        {
            await cache.GetAsync(Account, string.Create(null, $"key {i}"), default);
            cache.Bytes.ShouldBeLessThanOrEqualTo(100_000);
        }

        cache.Bytes.ShouldBeGreaterThan(50_000);
    }

    private VersionedCache<string, string> Cache(Func<CancellationToken, Task<string?>> load, long mostBytes = 1_000_000) =>
        new(_versions, mostBytes, static value => value.Length, (_, _, cancellationToken) =>
        {
            _loads++;
            return load(cancellationToken);
        });

    private sealed class Versions : IChangeTracker
    {
        public long Version { get; set; }

        public long VersionOf(AccountId account) => Version;
    }
}
