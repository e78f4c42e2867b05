using Federation.Model.Identifiers;
using Federation.Model.ManagedPolicies;
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

        var found = await store.ReadAsync(unit => unit.LastAccesses.ListLatestAsync(Sample.A, LastAccessScope.Principal, "AIDA1", Sample.Now, None));
        found.ShouldBe([access with { Operation = "CreateUser" }, access with { At = Sample.Now.AddMinutes(2), Region = "eu-west-1" }, access with { Service = "sts", Operation = "AssumeRole" }]);

        Task<StoreOutcome> SetAsync(LastAccess value) => store.WriteAsync(unit => unit.LastAccesses.SetAsync(value, None));
    }

    [Fact]
    public async Task Groups_and_policies_gather_their_principals_calls_each_principal_once_and_none_of_another_account()
    {
        await using var store = await OpenAsync();
        var (ann, bob, eve) = (Sample.User(Sample.A, "ann"), Sample.User(Sample.A, "bob"), Sample.User(Sample.A, "eve"));
        var (group, role, policy) = (Sample.Group(Sample.A, "team"), Sample.Role(Sample.A, "deploy"), Sample.ManagedPolicy(Sample.A, "p"));
        await store.WriteAsync(async unit =>
        {
            foreach (var user in new[] { ann, bob, eve })
            {
                (await unit.Users.AddAsync(user, None)).ShouldBe(StoreOutcome.Stored);
                await unit.LastAccesses.SetAsync(Access(user.UserId, "iam", "GetUser", 1), None);
            }

            (await unit.Groups.AddAsync(group, None)).ShouldBe(StoreOutcome.Stored);
            (await unit.Groups.AddMemberAsync(Sample.A, group.GroupId, ann.UserId, None)).ShouldBe(StoreOutcome.Stored);
            (await unit.Groups.AddMemberAsync(Sample.A, group.GroupId, bob.UserId, None)).ShouldBe(StoreOutcome.Stored);
            (await unit.Roles.AddAsync(role, None)).ShouldBe(StoreOutcome.Stored);
            (await unit.ManagedPolicies.AddAsync(policy, Sample.FirstVersion(policy), None)).ShouldBe(StoreOutcome.Stored);
            // ann has the policy twice: by itself and by the group. eve is only bounded by it.
            (await unit.PolicyAttachments.AddAsync(Sample.Attachment(policy, group.GroupId), None)).ShouldBe(StoreOutcome.Stored);
            (await unit.PolicyAttachments.AddAsync(Sample.Attachment(policy, ann.UserId), None)).ShouldBe(StoreOutcome.Stored);
            (await unit.PolicyAttachments.AddAsync(Sample.Attachment(policy, role.RoleId), None)).ShouldBe(StoreOutcome.Stored);
            (await unit.PolicyAttachments.AddAsync(Sample.Attachment(policy, eve.UserId) with { Usage = PolicyUsage.Boundary }, None)).ShouldBe(StoreOutcome.Stored);
            await unit.LastAccesses.SetAsync(Access(bob.UserId, "iam", "GetUser", 5), None);
            await unit.LastAccesses.SetAsync(Access(eve.UserId, "iam", "GetUser", 9), None);
            await unit.LastAccesses.SetAsync(Access(ann.UserId, "sts", "AssumeRole", 2), None);
            await unit.LastAccesses.SetAsync(Access(role.RoleId, "iam", "GetUser", 7), None);
            await unit.LastAccesses.SetAsync(Access(bob.UserId, "sts", "GetSessionToken", -9), None);
            await unit.LastAccesses.SetAsync(Access(ann.UserId, "iam", "GetUser", 30) with { AccountId = Sample.B }, None);
        });

        (await LatestAsync(LastAccessScope.Principal, ann.UserId)).ShouldBe([Access(ann.UserId, "iam", "GetUser", 1), Access(ann.UserId, "sts", "AssumeRole", 2)]);
        (await LatestAsync(LastAccessScope.Group, group.GroupId)).ShouldBe([Access(bob.UserId, "iam", "GetUser", 5), Access(ann.UserId, "sts", "AssumeRole", 2)]);
        (await LatestAsync(LastAccessScope.Policy, policy.PolicyId)).ShouldBe([Access(role.RoleId, "iam", "GetUser", 7), Access(ann.UserId, "sts", "AssumeRole", 2)]);
        (await CountAsync(LastAccessScope.Principal, ann.UserId)).ShouldBe([new ServicePrincipals("iam", 1), new ServicePrincipals("sts", 1)]);
        (await CountAsync(LastAccessScope.Group, group.GroupId)).ShouldBe([new ServicePrincipals("iam", 2), new ServicePrincipals("sts", 1)]);
        (await CountAsync(LastAccessScope.Policy, policy.PolicyId)).ShouldBe([new ServicePrincipals("iam", 3), new ServicePrincipals("sts", 1)]);
        foreach (var (scope, id) in new[] { (LastAccessScope.Group, group.GroupId), (LastAccessScope.Policy, policy.PolicyId) })
        {
            (await LatestAsync(scope, id, Sample.B)).ShouldBeEmpty();
            (await CountAsync(scope, id, Sample.B)).ShouldBeEmpty();
        }

        await Should.ThrowAsync<ArgumentOutOfRangeException>(() => LatestAsync(LastAccessScope.None, ann.UserId));
        await Should.ThrowAsync<ArgumentOutOfRangeException>(() => CountAsync(LastAccessScope.None, ann.UserId));

        Task<IReadOnlyList<LastAccess>> LatestAsync(LastAccessScope scope, string ownerId, AccountId? account = null) =>
            store.ReadAsync(unit => unit.LastAccesses.ListLatestAsync(account ?? Sample.A, scope, ownerId, Sample.Now, None));

        Task<IReadOnlyList<ServicePrincipals>> CountAsync(LastAccessScope scope, string ownerId, AccountId? account = null) =>
            store.ReadAsync(unit => unit.LastAccesses.CountPrincipalsAsync(account ?? Sample.A, scope, ownerId, Sample.Now, None));

        static LastAccess Access(string principalId, string service, string operation, int minute) => new(Sample.A, principalId, service, operation, Sample.Now.AddMinutes(minute), "us-east-1");
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
