using Federation.Model.Reports;
using Federation.Model.Sessions;
using Federation.Storage.Housekeeping;
using Federation.StorageTests.Backends;

namespace Federation.StorageTests.Initialization;

public sealed class HousekeeperTests
{
    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public async Task What_has_expired_is_removed_and_the_rest_stays()
    {
        await using var store = await TestStore.OpenAsync();
        await store.SeedAccountsAsync(Sample.A);
        var (past, future) = (Sample.Now.AddMinutes(5), Sample.Now.AddHours(5));
        await store.WriteAsync(async unit =>
        {
            for (var i = 0; i < 1200; i++)
            {
                await unit.OneTimeUses.TryUseAsync(new OneTimeUse("p", "s", $"{i}", i == 0 ? future : past), None);
            }

            await unit.Revocations.PutAsync(new Revocation(Sample.A, RevocationKind.Session, "old", Sample.Now, past), None);
            await unit.Revocations.PutAsync(new Revocation(Sample.A, RevocationKind.Session, "new", Sample.Now, future), None);
            await unit.ReportJobs.AddAsync(Sample.Report(Sample.A, "old") with { ExpiresAt = past }, None);
            await unit.ReportJobs.AddAsync(Sample.Report(Sample.A, "new") with { ExpiresAt = future }, None);
            await unit.LastAccesses.SetAsync(new LastAccess(Sample.A, "AIDA1", "iam", "GetUser", Sample.Now.AddDays(-401), "us-east-1"), None);
            await unit.LastAccesses.SetAsync(new LastAccess(Sample.A, "AIDA1", "iam", "ListUsers", Sample.Now.AddDays(-399), "us-east-1"), None);
        });
        await store.Get<ISessionStore>().TryAddAsync(new SessionEntry { Kind = "k", Id = "live", Value = new byte[1], ExpiresAt = future }, None);
        store.Time.Advance(TimeSpan.FromHours(1));
        await store.Get<Housekeeper>().RunOnceAsync(None);

        (await store.ReadAsync(unit => unit.OneTimeUses.WasUsedAsync("p", "s", "0", None))).ShouldBeTrue();
        (await store.ReadAsync(unit => unit.OneTimeUses.WasUsedAsync("p", "s", "1", None))).ShouldBeFalse();
        (await store.ReadAsync(unit => unit.OneTimeUses.WasUsedAsync("p", "s", "1199", None))).ShouldBeFalse();
        (await store.ReadAsync(unit => unit.Revocations.ListAsync(Sample.A, Sample.Now, None))).Single().Target.ShouldBe("new");
        (await store.ReadAsync(unit => unit.ReportJobs.FindAsync(Sample.A, "old", None))).ShouldBeNull();
        (await store.ReadAsync(unit => unit.ReportJobs.FindAsync(Sample.A, "new", None))).ShouldNotBeNull();
        (await store.ReadAsync(unit => unit.LastAccesses.ListLatestAsync(Sample.A, LastAccessScope.Principal, "AIDA1", DateTimeOffset.UnixEpoch, None))).ShouldHaveSingleItem().Operation.ShouldBe("ListUsers");
        (await store.Get<ISessionStore>().FindAsync("k", "live", None)).ShouldNotBeNull();
    }
}
