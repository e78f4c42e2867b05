using Dapper;
using Federation.Storage.Sql;
using Federation.StorageTests.Backends;

namespace Federation.StorageTests.Sql;

public sealed class SqliteCheckpointTests
{
    private const int EnoughToBeDue = 300;

    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public async Task A_commit_leaves_the_carrying_over_to_the_maintenance()
    {
        await using var store = await TestStore.OpenAsync();
        var source = store.Get<ConnectionSource>();
        var lease = await source.OpenWriteAsync(Durability.Full, None);
        (await lease.Connection.ExecuteScalarAsync<int>("PRAGMA wal_autocheckpoint")).ShouldBe(0);
        await lease.ReturnAsync(broken: false);
    }

    [Fact]
    public async Task The_maintenance_is_called_once_enough_was_written_and_again_after_more()
    {
        await using var store = await TestStore.OpenAsync();
        var source = store.Get<ConnectionSource>();
        await source.MaintainAsync(None);
        for (var round = 0; round < 2; round++)
        {
            await WriteAsync(store, round);
            await source.MaintenanceIsDueAsync(None).WaitAsync(TimeSpan.FromSeconds(30), None);
            await source.MaintainAsync(None);
        }

        using var enough = new CancellationTokenSource();
        var next = source.MaintenanceIsDueAsync(enough.Token);
        next.IsCompleted.ShouldBeFalse("nothing was written since");
        await enough.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => next);
    }

    [Fact]
    public async Task The_log_begins_anew_and_nothing_that_was_committed_is_lost()
    {
        await using var store = await TestStore.OpenAsync();
        var source = store.Get<ConnectionSource>();
        var log = new FileInfo(((SqliteConnections)source).FilePath + "-wal");
        var longest = 0L;
        for (var round = 0; round < 4; round++)
        {
            await WriteAsync(store, round);
            await source.MaintainAsync(None);
            log.Refresh();
            longest = round == 1 ? log.Length : longest;
        }

        // Each round writes more pages than a log may have: without a new beginning the file would be twice as long by now.
        log.Length.ShouldBeLessThan(longest + (longest / 2));
        for (var round = 0; round < 4; round++)
        {
            (await store.ReadAsync(unit => unit.OneTimeUses.WasUsedAsync("test", "s", $"{round}/{EnoughToBeDue - 1}", None))).ShouldBeTrue();
        }
    }

    [Fact]
    public async Task Maintenance_waits_for_no_writer_and_keeps_what_is_not_committed_out_of_the_file()
    {
        await using var store = await TestStore.OpenAsync();
        await WriteAsync(store, 0);
        await using (var unit = await store.Database.BeginWriteAsync(None))
        {
            await unit.OneTimeUses.TryUseAsync(new("test", "s", "open", store.Time.GetUtcNow()), None);
            using var noTurn = new CancellationTokenSource();
            await noTurn.CancelAsync();
            await Should.ThrowAsync<OperationCanceledException>(() => store.Get<ConnectionSource>().MaintainAsync(noTurn.Token));
        }

        (await store.ReadAsync(unit => unit.OneTimeUses.WasUsedAsync("test", "s", "open", None))).ShouldBeFalse();
        (await store.ReadAsync(unit => unit.OneTimeUses.WasUsedAsync("test", "s", "0/0", None))).ShouldBeTrue();
    }

    /// <summary>Transactions of some twenty pages each.</summary>
    private static async Task WriteAsync(TestStore store, int round)
    {
        for (var i = 0; i < EnoughToBeDue; i++)
        {
            await store.WriteAsync(async unit =>
            {
                await unit.OneTimeUses.TryUseAsync(new("test", "s", $"{round}/{i}", store.Time.GetUtcNow()), None);
                await unit.Audit.AppendAsync([Sample.Event(Sample.A) with { EventJson = new string('x', 80_000) }], None);
            });
        }
    }
}
