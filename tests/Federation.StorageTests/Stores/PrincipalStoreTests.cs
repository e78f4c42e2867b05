using Federation.Model.ManagedPolicies;
using Federation.Model.Storage;
using Federation.StorageTests.Backends;

namespace Federation.StorageTests.Stores;

/// <summary>Users, groups, managed policies and what hangs on what.</summary>
public abstract class PrincipalStoreTests(Backend backend)
{
    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public async Task A_user_comes_back_as_it_was_written_and_changes_its_name()
    {
        await using var store = await OpenAsync();
        var user = Sample.User(Sample.A, "Ann", "/x/") with { PermissionsBoundary = "arn:aws:iam::111111111111:policy/B" };
        (await store.WriteAsync(unit => unit.Users.AddAsync(user, None))).ShouldBe(StoreOutcome.Stored);
        var read = await store.ReadAsync(unit => unit.Users.FindByNameAsync(Sample.A, "aNN", None));
        Json.Of(read).ShouldBe(Json.Of(user with { Version = 1 }));

        await store.WriteAsync(unit => unit.Users.AddAsync(Sample.User(Sample.A, "Bob"), None));
        (await store.WriteAsync(unit => unit.Users.UpdateAsync(read! with { UserName = "BOB" }, None))).ShouldBe(StoreOutcome.Conflict);
        (await store.WriteAsync(unit => unit.Users.UpdateAsync(read! with { UserName = "Anna" }, None))).ShouldBe(StoreOutcome.Stored);
        (await store.WriteAsync(unit => unit.Users.UpdateAsync(read! with { UserName = "Late" }, None))).ShouldBe(StoreOutcome.Stale);
        (await store.ReadAsync(unit => unit.Users.FindByIdAsync(Sample.A, user.UserId, None)))!.UserName.ShouldBe("Anna");
        (await store.ReadAsync(unit => unit.Users.CountAsync(Sample.A, None))).ShouldBe(2);
    }

    [Fact]
    public async Task A_removal_by_an_older_version_removes_nothing()
    {
        await using var store = await OpenAsync();
        var user = Sample.User(Sample.A, "Ann");
        await store.WriteAsync(unit => unit.Users.AddAsync(user, None));
        await store.WriteAsync(unit => unit.Users.UpdateAsync(user with { Version = 1, Path = "/y/" }, None));
        (await store.WriteAsync(unit => unit.Users.RemoveAsync(Sample.A, user.UserId, 1, None))).ShouldBe(StoreOutcome.Stale);
        (await store.WriteAsync(unit => unit.Users.RemoveAsync(Sample.A, user.UserId, 2, None))).ShouldBe(StoreOutcome.Stored);
    }

    [Fact]
    public async Task Members_are_listed_both_ways_in_order_of_names()
    {
        await using var store = await OpenAsync();
        var users = new[] { "c", "A", "b" }.Select(name => Sample.User(Sample.A, name)).ToArray();
        var groups = new[] { "Z", "y" }.Select(name => Sample.Group(Sample.A, name)).ToArray();
        await store.WriteAsync(async unit =>
        {
            foreach (var group in groups)
            {
                await unit.Groups.AddAsync(group, None);
            }

            foreach (var user in users)
            {
                await unit.Users.AddAsync(user, None);
                (await unit.Groups.AddMemberAsync(Sample.A, groups[0].GroupId, user.UserId, None)).ShouldBe(StoreOutcome.Stored);
            }

            (await unit.Groups.AddMemberAsync(Sample.A, groups[1].GroupId, users[0].UserId, None)).ShouldBe(StoreOutcome.Stored);
            (await unit.Groups.AddMemberAsync(Sample.A, groups[1].GroupId, users[0].UserId, None)).ShouldBe(StoreOutcome.Conflict);
        });

        var first = await store.ReadAsync(unit => unit.Groups.ListMembersAsync(Sample.A, groups[0].GroupId, null, 2, None));
        first.Items.Select(user => user.UserName).ShouldBe(["A", "b"]);
        var rest = await store.ReadAsync(unit => unit.Groups.ListMembersAsync(Sample.A, groups[0].GroupId, first.Next, 2, None));
        rest.Items.Select(user => user.UserName).ShouldBe(["c"]);
        rest.IsTruncated.ShouldBeFalse();
        (await store.ReadAsync(unit => unit.Groups.ListOfUserAsync(Sample.A, users[0].UserId, null, 9, None))).Items.Select(group => group.GroupName).ShouldBe(["y", "Z"]);

        (await store.WriteAsync(unit => unit.Groups.RemoveMemberAsync(Sample.A, groups[0].GroupId, users[0].UserId, None))).ShouldBe(StoreOutcome.Stored);
        (await store.WriteAsync(unit => unit.Groups.RemoveMemberAsync(Sample.A, groups[0].GroupId, users[0].UserId, None))).ShouldBe(StoreOutcome.Stale);
    }

    [Fact]
    public async Task A_policy_comes_with_its_version_in_force_and_the_counts_of_its_owners()
    {
        await using var store = await OpenAsync();
        var policy = Sample.ManagedPolicy(Sample.A, "Read", "/team/");
        (await store.WriteAsync(unit => unit.ManagedPolicies.AddAsync(policy, Sample.FirstVersion(policy), None))).ShouldBe(StoreOutcome.Stored);
        (await store.WriteAsync(unit => unit.ManagedPolicies.AddAsync(Sample.ManagedPolicy(Sample.A, "READ"), Sample.FirstVersion(policy), None))).ShouldBe(StoreOutcome.Conflict);
        await store.WriteAsync(async unit =>
        {
            (await unit.ManagedPolicies.AddVersionAsync(Sample.FirstVersion(policy) with { Number = 2, Document = "{2}" }, None)).ShouldBe(StoreOutcome.Stored);
            (await unit.ManagedPolicies.AddVersionAsync(Sample.FirstVersion(policy) with { Number = 2 }, None)).ShouldBe(StoreOutcome.Conflict);
            (await unit.ManagedPolicies.UpdateAsync(policy with { Version = 1, DefaultVersion = 2, LastVersion = 2 }, None)).ShouldBe(StoreOutcome.Stored);
            (await unit.PolicyAttachments.AddAsync(Sample.Attachment(policy, "AIDA1"), None)).ShouldBe(StoreOutcome.Stored);
            (await unit.PolicyAttachments.AddAsync(Sample.Attachment(policy, "AIDA1"), None)).ShouldBe(StoreOutcome.Conflict);
            (await unit.PolicyAttachments.AddAsync(Sample.Attachment(policy, "AGPA1"), None)).ShouldBe(StoreOutcome.Stored);
            (await unit.PolicyAttachments.AddAsync(Sample.Attachment(policy, "AIDA1", PolicyUsage.Boundary), None)).ShouldBe(StoreOutcome.Stored);
        });

        var read = (await store.ReadAsync(unit => unit.ManagedPolicies.FindByNameAsync(Sample.A, "rEAD", None)))!;
        Json.Of(read).ShouldBe(Json.Of(policy with { Version = 2, DefaultVersion = 2, LastVersion = 2, AttachmentCount = 2, BoundaryCount = 1 }));
        (await store.ReadAsync(unit => unit.ManagedPolicies.FindDefaultVersionAsync(Sample.A, policy.PolicyId, None)))!.Document.ShouldBe("{2}");
        (await store.ReadAsync(unit => unit.ManagedPolicies.ListVersionsAsync(Sample.A, policy.PolicyId, None))).Select(version => version.Number).ShouldBe([2, 1]);
        (await store.ReadAsync(unit => unit.ManagedPolicies.CountVersionsAsync(Sample.A, None))).ShouldBe(2);
        (await store.ReadAsync(unit => unit.PolicyAttachments.ListOfPolicyAsync(Sample.A, policy.PolicyId, PolicyUsage.Permissions, null, 1, None))).Items.ShouldHaveSingleItem().OwnerId.ShouldBe("AGPA1");
        (await store.ReadAsync(unit => unit.PolicyAttachments.CountAsync(Sample.A, policy.PolicyId, PolicyUsage.Boundary, None))).ShouldBe(1);
        (await store.ReadAsync(unit => unit.ManagedPolicies.ListAsync(Sample.A, "/team/", null, 9, None))).Items.ShouldHaveSingleItem();

        (await store.WriteAsync(unit => unit.ManagedPolicies.RemoveVersionAsync(Sample.A, policy.PolicyId, 1, None))).ShouldBe(StoreOutcome.Stored);
        (await store.WriteAsync(unit => unit.ManagedPolicies.RemoveAsync(Sample.A, policy.PolicyId, 1, None))).ShouldBe(StoreOutcome.Stale);
        (await store.WriteAsync(unit => unit.ManagedPolicies.RemoveAsync(Sample.A, policy.PolicyId, 2, None))).ShouldBe(StoreOutcome.Stored);
        (await store.ReadAsync(unit => unit.ManagedPolicies.FindVersionAsync(Sample.A, policy.PolicyId, 2, None))).ShouldBeNull();
    }

    [Fact]
    public async Task What_hangs_on_several_comes_at_once_in_order_and_of_no_other()
    {
        await using var store = await OpenAsync();
        var users = new[] { "a", "b", "c" }.Select(name => Sample.User(Sample.A, name)).OrderBy(user => user.UserId, StringComparer.Ordinal).ToArray();
        var groups = new[] { "Z", "y" }.Select(name => Sample.Group(Sample.A, name)).ToArray();
        var policies = new[] { "Q", "p" }.Select(name => Sample.ManagedPolicy(Sample.A, name)).ToArray();
        await store.WriteAsync(async unit =>
        {
            foreach (var group in groups)
            {
                await unit.Groups.AddAsync(group, None);
            }

            foreach (var policy in policies)
            {
                await unit.ManagedPolicies.AddAsync(policy, Sample.FirstVersion(policy), None);
                await unit.ManagedPolicies.AddVersionAsync(Sample.FirstVersion(policy) with { Number = 2 }, None);
            }

            foreach (var user in users)
            {
                await unit.Users.AddAsync(user, None);
                foreach (var i in user == users[0] ? [0, 1] : new[] { 0 })
                {
                    await unit.Groups.AddMemberAsync(Sample.A, groups[i].GroupId, user.UserId, None);
                    await unit.PolicyAttachments.AddAsync(Sample.Attachment(policies[i], user.UserId), None);
                    await unit.InlinePolicies.PutAsync(Sample.Policy(Sample.A, user.UserId, policies[i].PolicyName), None);
                }

                await unit.PolicyAttachments.AddAsync(Sample.Attachment(policies[1], user.UserId, PolicyUsage.Boundary), None);
            }
        });

        string[] ids = [users[1].UserId, "AIDANOBODY", users[0].UserId];
        (string, string)[] Expected(string first, string second) => [(users[0].UserId, first), (users[0].UserId, second), (users[1].UserId, second)];
        (await store.ReadAsync(unit => unit.Groups.ListOfUsersAsync(Sample.A, ids, None))).Select(member => (member.UserId, member.GroupName)).ShouldBe(Expected("y", "Z"));
        (await store.ReadAsync(unit => unit.InlinePolicies.ListOfOwnersAsync(Sample.A, ids, None))).Select(policy => (policy.OwnerId, policy.PolicyName)).ShouldBe(Expected("p", "Q"));
        (await store.ReadAsync(unit => unit.PolicyAttachments.ListOfOwnersAsync(Sample.A, ids, PolicyUsage.Permissions, None)))
            .Select(attachment => (attachment.OwnerId, attachment.PolicyName)).ShouldBe(Expected("p", "Q"));
        (await store.ReadAsync(unit => unit.ManagedPolicies.ListVersionsOfAsync(Sample.A, [policies[0].PolicyId], None)))
            .Select(version => (version.PolicyId, version.Number)).ShouldBe([(policies[0].PolicyId, 2), (policies[0].PolicyId, 1)]);
        (await store.ReadAsync(unit => unit.Groups.ListOfUsersAsync(Sample.A, [], None))).ShouldBeEmpty();
        (await store.ReadAsync(unit => unit.InlinePolicies.ListOfOwnersAsync(Sample.A, [], None))).ShouldBeEmpty();
        (await store.ReadAsync(unit => unit.PolicyAttachments.ListOfOwnersAsync(Sample.A, [], PolicyUsage.Permissions, None))).ShouldBeEmpty();
        (await store.ReadAsync(unit => unit.ManagedPolicies.ListVersionsOfAsync(Sample.A, [], None))).ShouldBeEmpty();
    }

    [Fact]
    public async Task Policies_are_listed_by_their_use_and_those_of_the_gateway_counted_at_once()
    {
        await using var store = await OpenAsync();
        var (attached, bounding, idle) = (Sample.ManagedPolicy(Sample.A, "attached", "/team/"), Sample.ManagedPolicy(Sample.A, "Bounding"), Sample.ManagedPolicy(Sample.A, "idle"));
        var builtIn = Sample.ManagedPolicy(Sample.A, "builtIn") with { PolicyId = "ANPAAAAAAAAAAAAAAAAA" };
        await store.WriteAsync(async unit =>
        {
            foreach (var policy in new[] { attached, bounding, idle })
            {
                (await unit.ManagedPolicies.AddAsync(policy, Sample.FirstVersion(policy), None)).ShouldBe(StoreOutcome.Stored);
            }

            (await unit.PolicyAttachments.AddAsync(Sample.Attachment(attached, "AIDA1"), None)).ShouldBe(StoreOutcome.Stored);
            (await unit.PolicyAttachments.AddAsync(Sample.Attachment(bounding, "AIDA1", PolicyUsage.Boundary), None)).ShouldBe(StoreOutcome.Stored);
            (await unit.PolicyAttachments.AddAsync(Sample.Attachment(builtIn, "AIDA1"), None)).ShouldBe(StoreOutcome.Stored);
            (await unit.PolicyAttachments.AddAsync(Sample.Attachment(builtIn, "AROA1"), None)).ShouldBe(StoreOutcome.Stored);
            (await unit.PolicyAttachments.AddAsync(Sample.Attachment(builtIn, "AROA1", PolicyUsage.Boundary), None)).ShouldBe(StoreOutcome.Stored);
        });

        (await ListAsync(PolicyUsage.Permissions, "/")).ShouldBe(["attached"]);
        (await ListAsync(PolicyUsage.Boundary, "/")).ShouldBe(["Bounding"]);
        (await ListAsync(PolicyUsage.Permissions, "/other/")).ShouldBeEmpty();
        (await store.ReadAsync(unit => unit.PolicyAttachments.CountBuiltInAsync(Sample.A, None))).OrderBy(count => count.Usage)
            .ShouldBe([new PolicyUseCount(builtIn.PolicyId, PolicyUsage.Permissions, 2), new PolicyUseCount(builtIn.PolicyId, PolicyUsage.Boundary, 1)]);
        (await store.ReadAsync(unit => unit.PolicyAttachments.CountBuiltInAsync(Sample.B, None))).ShouldBeEmpty();

        async Task<IEnumerable<string>> ListAsync(PolicyUsage usage, string pathPrefix) =>
            (await store.ReadAsync(unit => unit.ManagedPolicies.ListUsedAsync(Sample.A, usage, pathPrefix, null, 9, None))).Items.Select(policy => policy.PolicyName);
    }

    private async Task<TestStore> OpenAsync()
    {
        var store = await TestStore.OpenAsync(backend);
        await store.SeedAccountsAsync(Sample.A, Sample.B);
        return store;
    }
}

public sealed class SqlitePrincipalStoreTests() : PrincipalStoreTests(Backend.Sqlite);

public sealed class SqlServerPrincipalStoreTests() : PrincipalStoreTests(Backend.SqlServer);
