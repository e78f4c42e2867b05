using Dapper;
using Federation.Model.Storage;
using Federation.Storage.Sql;
using Federation.StorageTests.Backends;

namespace Federation.StorageTests.Initialization;

public sealed class DurabilityTests
{
    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public async Task A_commit_of_audit_and_credentials_is_flushed_to_the_disk()
    {
        await using var store = await TestStore.OpenAsync();
        var source = store.Get<ConnectionSource>();
        var lease = await source.OpenWriteAsync(Durability.Full, None);
        var journal = await lease.Connection.ExecuteScalarAsync<string>("PRAGMA journal_mode");
        var synchronous = await lease.Connection.ExecuteScalarAsync<int>("PRAGMA synchronous");
        var foreignKeys = await lease.Connection.ExecuteScalarAsync<int>("PRAGMA foreign_keys");
        var busyTimeout = await lease.Connection.ExecuteScalarAsync<int>("PRAGMA busy_timeout");
        await lease.ReturnAsync(broken: false);

        journal.ShouldBe("wal");
        synchronous.ShouldBe(2);
        foreignKeys.ShouldBe(1);
        busyTimeout.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_commit_of_session_state_waits_for_no_disk_and_the_next_one_of_the_model_does_again()
    {
        await using var store = await TestStore.OpenAsync();
        var source = store.Get<ConnectionSource>();
        foreach (var (durability, expected) in new[] { (Durability.Process, 1), (Durability.Full, 2), (Durability.Process, 1), (Durability.Full, 2) })
        {
            var lease = await source.OpenWriteAsync(durability, None);
            (await lease.Connection.ExecuteScalarAsync<int>("PRAGMA synchronous")).ShouldBe(expected);
            await lease.ReturnAsync(broken: false);
        }
    }

    [Fact]
    public async Task A_broken_writer_is_replaced_with_everything_that_was_prepared_on_it()
    {
        await using var store = await TestStore.OpenAsync();
        var source = store.Get<ConnectionSource>();
        await store.WriteAsync(unit => unit.OneTimeUses.TryUseAsync(new("test", "s", "1", store.Time.GetUtcNow()), None));
        var lease = await source.OpenWriteAsync(Durability.Full, None);
        await lease.ReturnAsync(broken: true);
        (await store.WriteAsync(unit => unit.OneTimeUses.TryUseAsync(new("test", "s", "2", store.Time.GetUtcNow()), None))).ShouldBeTrue();
        (await store.WriteAsync(unit => unit.OneTimeUses.TryUseAsync(new("test", "s", "1", store.Time.GetUtcNow()), None))).ShouldBeFalse();
    }

    [Fact]
    public async Task A_unit_of_work_of_the_model_uses_the_connection_that_flushes()
    {
        await using var store = await TestStore.OpenAsync();
        await using var unit = (UnitOfWork)await store.Database.BeginWriteAsync(None);
        (await unit.Session.ScalarAsync<int>(SqlText.Common("SELECT synchronous FROM pragma_synchronous"), null, None)).ShouldBe(2);
    }

    [Fact]
    public async Task A_connection_for_reading_cannot_write_whatever_is_asked_of_it()
    {
        await using var store = await TestStore.OpenAsync();
        var lease = await store.Get<ConnectionSource>().OpenReadAsync(None);
        await Should.ThrowAsync<Microsoft.Data.Sqlite.SqliteException>(() => lease.Connection.ExecuteAsync("DELETE FROM ring_keys"));
        await lease.ReturnAsync(broken: true);
    }

    [Fact]
    public async Task A_writer_that_gets_no_turn_says_that_the_store_is_unavailable()
    {
        await using var store = await TestStore.OpenAsync(configure: services =>
            Microsoft.Extensions.DependencyInjection.OptionsServiceCollectionExtensions.Configure<Storage.StorageOptions>(services, options => options.CommandTimeoutSeconds = 1));
        await using var first = await store.Database.BeginWriteAsync(None);
        await Should.ThrowAsync<StoreUnavailableException>(() => store.Database.BeginWriteAsync(None));
    }

    [Fact]
    public async Task A_file_that_another_process_holds_is_unavailable_and_comes_back()
    {
        await using var store = await TestStore.OpenAsync(configure: services =>
            Microsoft.Extensions.DependencyInjection.OptionsServiceCollectionExtensions.Configure<Storage.StorageOptions>(services, options => options.CommandTimeoutSeconds = 1));
        var file = ((SqliteConnections)store.Get<ConnectionSource>()).FilePath;
        await using (var other = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={file};Pooling=False"))
        {
            await other.OpenAsync();
            await other.ExecuteAsync("BEGIN IMMEDIATE");
            await Should.ThrowAsync<StoreUnavailableException>(() => store.Database.BeginWriteAsync(None));
            await other.ExecuteAsync("ROLLBACK");
        }

        await store.SeedAccountsAsync(Sample.A);
    }

    [Fact]
    public async Task A_cancelled_call_is_cancelled_and_leaves_the_store_usable()
    {
        await using var store = await TestStore.OpenAsync();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => store.Database.BeginWriteAsync(cancelled.Token));
        await Should.ThrowAsync<OperationCanceledException>(() => store.ReadAsync(unit => unit.Accounts.FindAsync(Sample.A, cancelled.Token)));
        await store.SeedAccountsAsync(Sample.A);
    }
}
