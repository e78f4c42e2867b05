using Federation.Model.Storage;
using Federation.Storage;
using Federation.Storage.Sql;
using Federation.StorageTests.Backends;

namespace Federation.StorageTests.Sql;

public sealed class ChangeTrackerTests
{
    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public async Task A_commit_counts_at_once_here_and_at_the_next_poll_elsewhere_for_its_account_only()
    {
        await using var store = await TestStore.OpenAsync();
        await using var other = store.AnotherNode();
        await other.Get<IStoreInitializer>().InitializeAsync(None);
        var (here, there) = (store.Get<IChangeTracker>(), other.Get<IChangeTracker>());
        var (a, b) = (here.VersionOf(Sample.A), here.VersionOf(Sample.B));
        var (remoteA, remoteB) = (there.VersionOf(Sample.A), there.VersionOf(Sample.B));

        await store.WriteAsync(unit => unit.MarkChangedAsync(Sample.A, None));
        here.VersionOf(Sample.A).ShouldBeGreaterThan(a);
        here.VersionOf(Sample.B).ShouldBe(b);
        there.VersionOf(Sample.A).ShouldBe(remoteA);

        await other.Get<ChangePoller>().PollAsync(None);
        there.VersionOf(Sample.A).ShouldBe(here.VersionOf(Sample.A));
        there.VersionOf(Sample.B).ShouldBe(remoteB);
    }

    [Fact]
    public async Task A_change_that_is_not_committed_does_not_count()
    {
        await using var store = await TestStore.OpenAsync();
        var before = store.Get<IChangeTracker>().VersionOf(Sample.A);
        await using (var unit = await store.Database.BeginWriteAsync(None))
        {
            await unit.MarkChangedAsync(Sample.A, None);
        }

        await store.Get<ChangePoller>().PollAsync(None);
        store.Get<IChangeTracker>().VersionOf(Sample.A).ShouldBe(before);
    }

    [Fact]
    public async Task No_version_is_the_same_twice_once_the_last_poll_is_more_than_a_second_ago()
    {
        await using var store = await TestStore.OpenAsync();
        var tracker = store.Get<IChangeTracker>();
        tracker.VersionOf(Sample.A).ShouldBe(tracker.VersionOf(Sample.A));
        store.Time.Advance(TimeSpan.FromSeconds(1));
        tracker.VersionOf(Sample.A).ShouldBe(tracker.VersionOf(Sample.A));
        store.Time.Advance(TimeSpan.FromMilliseconds(1));
        tracker.VersionOf(Sample.A).ShouldNotBe(tracker.VersionOf(Sample.A));
        await store.Get<ChangePoller>().PollAsync(None);
        tracker.VersionOf(Sample.A).ShouldBe(tracker.VersionOf(Sample.A));
    }

    [Fact]
    public async Task The_poller_looks_at_its_pace()
    {
        await using var store = await TestStore.OpenAsync();
        await using var other = store.AnotherNode();
        await other.Get<IStoreInitializer>().InitializeAsync(None);
        await other.Get<ChangePoller>().StartAsync(None);
        var before = other.Get<IChangeTracker>().VersionOf(Sample.A);
        await store.WriteAsync(unit => unit.MarkChangedAsync(Sample.A, None));
        for (var i = 0; i < 1000 && other.Get<IChangeTracker>().VersionOf(Sample.A) == before; i++)
        {
            store.Time.Advance(TimeSpan.FromMilliseconds(500));
            await Task.Yield();
        }

        other.Get<IChangeTracker>().VersionOf(Sample.A).ShouldNotBe(before);
        await other.Get<ChangePoller>().StopAsync(None);
    }

    [Fact]
    public async Task Concurrent_commits_of_one_account_all_count()
    {
        await using var store = await TestStore.OpenAsync();
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => store.WriteAsync(unit => unit.MarkChangedAsync(Sample.A, None)))));
        await using var unit = (UnitOfWork)await store.Database.BeginReadAsync(None);
        (await unit.Session.ScalarAsync<long>(ChangeSql.Current, null, None)).ShouldBeGreaterThanOrEqualTo(20);
    }
}
