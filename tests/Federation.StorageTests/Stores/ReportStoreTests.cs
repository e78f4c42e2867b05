using Federation.Model.Reports;
using Federation.Model.Storage;
using Federation.StorageTests.Backends;

namespace Federation.StorageTests.Stores;

/// <summary>Reports that are made in the background, and the last calls of principals.</summary>
public abstract class ReportStoreTests(Backend backend)
{
    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public async Task A_report_is_begun_once_and_finished_by_the_version_that_was_read()
    {
        await using var store = await OpenAsync();
        var job = Sample.Report(Sample.A, "credential-report");
        (await store.WriteAsync(unit => unit.ReportJobs.AddAsync(job, None))).ShouldBe(StoreOutcome.Stored);
        (await store.WriteAsync(unit => unit.ReportJobs.AddAsync(job, None))).ShouldBe(StoreOutcome.Conflict);
        (await store.WriteAsync(unit => unit.ReportJobs.AddAsync(job with { AccountId = Sample.B }, None))).ShouldBe(StoreOutcome.Stored);
        var read = (await store.ReadAsync(unit => unit.ReportJobs.FindAsync(Sample.A, job.JobId, None)))!;
        Json.Of(read).ShouldBe(Json.Of(job with { Version = 1 }));

        var done = read with { State = ReportState.Completed, CompletedAt = Sample.Now.AddMinutes(1), ExpiresAt = Sample.Now.AddDays(1), Parameters = null };
        (await store.WriteAsync(unit => unit.ReportJobs.UpdateAsync(done, [1, 0, 255], None))).ShouldBe(StoreOutcome.Stored);
        (await store.WriteAsync(unit => unit.ReportJobs.UpdateAsync(done, [9], None))).ShouldBe(StoreOutcome.Stale);
        Json.Of(await store.ReadAsync(unit => unit.ReportJobs.FindAsync(Sample.A, job.JobId, None))).ShouldBe(Json.Of(done with { Version = 2 }));
        (await store.ReadAsync(unit => unit.ReportJobs.FindAsync(Sample.B, job.JobId, None)))!.State.ShouldBe(ReportState.Running);

        (await ContentAsync(2)).ShouldBe([1, 0, 255]);
        (await ContentAsync(1)).ShouldBeNull();
        (await store.WriteAsync(unit => unit.ReportJobs.UpdateAsync(done with { Version = 2, State = ReportState.Running }, null, None))).ShouldBe(StoreOutcome.Stored);
        (await ContentAsync(3)).ShouldBeNull();

        Task<byte[]?> ContentAsync(long version) => store.ReadAsync(unit => unit.ReportJobs.FindContentAsync(Sample.A, job.JobId, version, None));
    }

    [Fact]
    public async Task The_last_call_of_an_operation_is_the_latest_one_whatever_order_they_come_in()
    {
        await using var store = await OpenAsync();
        var access = new LastAccess(Sample.A, "AIDA1", "iam", "GetUser", Sample.Now, "us-east-1");
        (await SetAsync(access)).ShouldBe(StoreOutcome.Stored);
        (await SetAsync(access with { At = Sample.Now.AddMinutes(2), Region = "eu-west-1" })).ShouldBe(StoreOutcome.Stored);
        (await SetAsync(access with { At = Sample.Now.AddMinutes(1), Region = "late" })).ShouldBe(StoreOutcome.Stale);
        (await SetAsync(access with { Operation = "CreateUser" })).ShouldBe(StoreOutcome.Stored);
        (await SetAsync(access with { Service = "sts", Operation = "AssumeRole" })).ShouldBe(StoreOutcome.Stored);
        (await SetAsync(access with { PrincipalId = "AIDA2" })).ShouldBe(StoreOutcome.Stored);

        var found = await store.ReadAsync(unit => unit.LastAccesses.ListOfPrincipalAsync(Sample.A, "AIDA1", None));
        found.ShouldBe([access with { Operation = "CreateUser" }, access with { At = Sample.Now.AddMinutes(2), Region = "eu-west-1" }, access with { Service = "sts", Operation = "AssumeRole" }]);

        Task<StoreOutcome> SetAsync(LastAccess value) => store.WriteAsync(unit => unit.LastAccesses.SetAsync(value, None));
    }

    private async Task<TestStore> OpenAsync()
    {
        var store = await TestStore.OpenAsync(backend);
        await store.SeedAccountsAsync(Sample.A, Sample.B);
        return store;
    }
}

public sealed class SqliteReportStoreTests() : ReportStoreTests(Backend.Sqlite);

public sealed class SqlServerReportStoreTests() : ReportStoreTests(Backend.SqlServer);
