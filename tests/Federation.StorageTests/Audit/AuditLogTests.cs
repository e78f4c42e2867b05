using System.Diagnostics.Metrics;
using Federation.Model.Audit;
using Federation.Model.Sessions;
using Federation.Model.Storage;
using Federation.Storage;
using Federation.Storage.Audit;
using Federation.StorageTests.Backends;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.StorageTests.Audit;

public sealed class AuditLogTests
{
    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public async Task A_durable_append_is_in_the_database_when_it_returns()
    {
        await using var store = await TestStore.OpenAsync();
        var record = Sample.Event(Sample.A);
        (await store.Get<IAuditLog>().AppendDurableAsync([record], [Use("1")], None)).ShouldBe(AppendOutcome.Stored);
        (await TrailAsync(store)).ShouldBe([record.EventId]);
    }

    [Fact]
    public async Task A_taken_use_refuses_its_own_append_and_no_other()
    {
        await using var store = await TestStore.OpenAsync();
        var log = store.Get<IAuditLog>();
        var records = Enumerable.Range(0, 20).Select(_ => Sample.Event(Sample.A)).ToList();
        var uses = records.Select((_, i) => Use($"{i % 10}")).ToList();
        var outcomes = await Task.WhenAll(records.Select((record, i) => log.AppendDurableAsync([record], [uses[i]], None)));
        outcomes.Count(outcome => outcome == AppendOutcome.Stored).ShouldBe(10);
        outcomes.Count(outcome => outcome == AppendOutcome.AlreadyUsed).ShouldBe(10);
        (await TrailAsync(store)).ShouldBe(records.Where((_, i) => outcomes[i] == AppendOutcome.Stored).Select(record => record.EventId), ignoreOrder: true);
    }

    [Fact]
    public async Task Of_several_uses_a_taken_one_gives_the_others_back()
    {
        await using var store = await TestStore.OpenAsync();
        var log = store.Get<IAuditLog>();
        await log.AppendDurableAsync([], [Use("taken")], None);
        (await log.AppendDurableAsync([Sample.Event(Sample.A)], [Use("free"), Use("taken")], None)).ShouldBe(AppendOutcome.AlreadyUsed);
        (await TrailAsync(store)).ShouldBeEmpty();
        (await log.AppendDurableAsync([Sample.Event(Sample.A)], [Use("free")], None)).ShouldBe(AppendOutcome.Stored);
    }

    [Fact]
    public async Task Many_appends_share_few_transactions()
    {
        await using var store = await TestStore.OpenAsync();
        var log = store.Get<IAuditLog>();
        var transactions = 0L;
        using var listener = new MeterListener();
        listener.SetMeasurementEventCallback<long>((_, value, _, _) => Interlocked.Add(ref transactions, value));
        var meter = store.Get<AuditMetrics>().Meter;
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter == meter && instrument.Name == "federation.audit.transactions")
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.Start();
        Task<AppendOutcome[]> appends;
        await using (await store.Database.BeginWriteAsync(None))
        {
            // All of them wait while this unit holds the writer's turn.
            appends = Task.WhenAll(Enumerable.Range(0, 200).Select(_ => log.AppendDurableAsync([Sample.Event(Sample.A)], [], None)));
        }

        (await appends).ShouldAllBe(outcome => outcome == AppendOutcome.Stored);
        (await TrailAsync(store, 500)).Count.ShouldBe(200);
        transactions.ShouldBeInRange(1, 20);
    }

    [Fact]
    public async Task A_queued_record_is_written_within_a_second()
    {
        await using var store = await TestStore.OpenAsync();
        await store.Get<IAuditLog>().EnqueueAsync(Sample.Event(Sample.A), None);
        await EventuallyAsync(async () =>
        {
            // Steps of the injected clock; their sum stays below a second.
            store.Time.Advance(TimeSpan.FromMilliseconds(300));
            return (await TrailAsync(store)).Count == 1;
        });
    }

    [Fact]
    public async Task As_many_records_as_a_transaction_takes_wait_for_no_clock()
    {
        await using var store = await TestStore.OpenAsync(configure: services => services.Configure<AuditOptions>(options => options.BatchSize = 8));
        for (var i = 0; i < 8; i++)
        {
            await store.Get<IAuditLog>().EnqueueAsync(Sample.Event(Sample.A), None);
        }

        await EventuallyAsync(async () => (await TrailAsync(store)).Count == 8);
    }

    [Fact]
    public async Task Who_waits_waits_for_no_clock_whatever_is_queued_at_the_same_time()
    {
        await using var store = await TestStore.OpenAsync();
        var log = store.Get<IAuditLog>();
        for (var round = 0; round < 200; round++)
        {
            // The loop waits for company when the second of them comes, or begins to at that moment: the clock of this test stands still.
            var queued = Task.Run(() => log.EnqueueAsync(Sample.Event(Sample.A), None).AsTask());
            (await log.AppendDurableAsync([Sample.Event(Sample.A)], [], None).WaitAsync(TimeSpan.FromSeconds(30))).ShouldBe(AppendOutcome.Stored);
            await queued;
        }
    }

    [Fact]
    public async Task What_is_queued_is_written_before_the_gateway_ends_and_nothing_is_taken_after()
    {
        await using var store = await TestStore.OpenAsync();
        var log = store.Get<AuditLog>();
        for (var i = 0; i < 50; i++)
        {
            await log.EnqueueAsync(Sample.Event(Sample.A), None);
        }

        await log.StopAsync(None);
        (await TrailAsync(store, 100)).Count.ShouldBe(50);
        await Should.ThrowAsync<StoreUnavailableException>(() => log.AppendDurableAsync([Sample.Event(Sample.A)], [], None));
        await Should.ThrowAsync<StoreUnavailableException>(() => log.EnqueueAsync(Sample.Event(Sample.A), None).AsTask());
    }

    [Fact]
    public async Task Without_durability_the_append_throws_and_queued_records_wait_for_better_times()
    {
        await using var store = await TestStore.OpenAsync(configure: services => services.Configure<StorageOptions>(options => options.CommandTimeoutSeconds = 1));
        var log = store.Get<IAuditLog>();
        var queued = Sample.Event(Sample.A);
        await using (await store.Database.BeginWriteAsync(None))
        {
            await log.EnqueueAsync(queued, None);
            await Should.ThrowAsync<StoreUnavailableException>(() => log.AppendDurableAsync([Sample.Event(Sample.A)], [], None));
        }

        // The next append takes the waiting record along.
        var later = Sample.Event(Sample.A);
        (await log.AppendDurableAsync([later], [], None)).ShouldBe(AppendOutcome.Stored);
        (await TrailAsync(store)).ShouldBe([queued.EventId, later.EventId], ignoreOrder: true);
    }

    [Fact]
    public async Task A_record_that_cannot_be_stored_fails_alone()
    {
        await using var store = await TestStore.OpenAsync();
        var log = store.Get<IAuditLog>();
        Task<AppendOutcome> broken;
        Task<AppendOutcome[]> good;
        await using (await store.Database.BeginWriteAsync(None))
        {
            broken = log.AppendDurableAsync([Sample.Event(Sample.A) with { EventJson = null! }], [Use("x")], None);
            good = Task.WhenAll(Enumerable.Range(0, 5).Select(_ => log.AppendDurableAsync([Sample.Event(Sample.A)], [], None)));
        }

        await Should.ThrowAsync<StoreUnavailableException>(() => broken);
        (await good).ShouldAllBe(outcome => outcome == AppendOutcome.Stored);
        (await log.AppendDurableAsync([], [Use("x")], None)).ShouldBe(AppendOutcome.Stored);
    }

    [Fact]
    public async Task A_full_queue_holds_callers_up_and_loses_nothing()
    {
        await using var store = await TestStore.OpenAsync(configure: services => services.Configure<AuditOptions>(options => (options.QueueCapacity, options.BatchSize) = (16, 4)));
        var log = store.Get<AuditLog>();
        Task all;
        await using (await store.Database.BeginWriteAsync(None))
        {
            all = Task.WhenAll(Enumerable.Range(0, 64).Select(_ => log.EnqueueAsync(Sample.Event(Sample.A), None).AsTask()));
            all.IsCompleted.ShouldBeFalse();
        }

        await all;
        await log.StopAsync(None);
        (await TrailAsync(store, 100)).Count.ShouldBe(64);
    }

    private static OneTimeUse Use(string value) => new("test", "scope", value, Sample.Now.AddHours(1));

    private static async Task<List<string>> TrailAsync(TestStore store, int take = 50) =>
        [.. (await store.ReadAsync(unit => unit.Audit.LookupAsync(Sample.A, new AuditQuery { Take = take }, None))).Items.Select(record => record.EventId)];

    private static async Task EventuallyAsync(Func<Task<bool>> condition)
    {
        for (var i = 0; i < 1000; i++)
        {
            if (await condition())
            {
                return;
            }

            await Task.Yield();
        }

        Assert.Fail("it did not come true");
    }
}
