using Federation.Model.Storage;
using Federation.StorageTests.Backends;

namespace Federation.StorageTests.Stores;

public abstract class RoleStoreTests(Backend backend)
{
    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public async Task A_role_comes_back_as_it_was_written()
    {
        await using var store = await OpenAsync();
        var role = Sample.Role(Sample.A, "Deploy", "/team/x/") with { PermissionsBoundary = "arn:aws:iam::111111111111:policy/B" };
        (await store.WriteAsync(unit => unit.Roles.AddAsync(role, None))).ShouldBe(StoreOutcome.Stored);

        var byName = await store.ReadAsync(unit => unit.Roles.FindByNameAsync(Sample.A, "dePLOY", None));
        Json.Of(byName).ShouldBe(Json.Of(role with { Version = 1 }));
        Json.Of(await store.ReadAsync(unit => unit.Roles.FindByIdAsync(Sample.A, role.RoleId, None))).ShouldBe(Json.Of(byName));
    }

    [Fact]
    public async Task A_name_that_differs_by_case_only_is_taken()
    {
        await using var store = await OpenAsync();
        await store.WriteAsync(unit => unit.Roles.AddAsync(Sample.Role(Sample.A, "Deploy"), None));
        (await store.WriteAsync(unit => unit.Roles.AddAsync(Sample.Role(Sample.A, "DEPLOY"), None))).ShouldBe(StoreOutcome.Conflict);
        (await store.WriteAsync(unit => unit.Roles.AddAsync(Sample.Role(Sample.B, "DEPLOY"), None))).ShouldBe(StoreOutcome.Stored);
    }

    [Fact]
    public async Task An_update_of_an_older_version_is_stale()
    {
        await using var store = await OpenAsync();
        var role = Sample.Role(Sample.A, "Deploy");
        await store.WriteAsync(unit => unit.Roles.AddAsync(role, None));
        var read = await store.ReadAsync(unit => unit.Roles.FindByIdAsync(Sample.A, role.RoleId, None));

        (await store.WriteAsync(unit => unit.Roles.UpdateAsync(read! with { Description = "one" }, None))).ShouldBe(StoreOutcome.Stored);
        (await store.WriteAsync(unit => unit.Roles.UpdateAsync(read! with { Description = "two" }, None))).ShouldBe(StoreOutcome.Stale);
        (await store.ReadAsync(unit => unit.Roles.FindByIdAsync(Sample.A, role.RoleId, None)))!.Description.ShouldBe("one");
    }

    [Fact]
    public async Task A_list_goes_through_all_pages_in_order_and_sees_only_the_path()
    {
        await using var store = await OpenAsync();
        await store.WriteAsync(async unit =>
        {
            foreach (var name in new[] { "b", "A", "D", "c", "e" })
            {
                await unit.Roles.AddAsync(Sample.Role(Sample.A, name, name == "D" ? "/other/" : "/team/"), None);
            }
        });
        var names = new List<string>();
        string? after = null;
        do
        {
            var page = await store.ReadAsync(unit => unit.Roles.ListAsync(Sample.A, "/team/", after, 2, None));
            names.AddRange(page.Items.Select(role => role.RoleName));
            after = page.Next;
        }
        while (after is not null);

        names.ShouldBe(["A", "b", "c", "e"]);
        (await store.ReadAsync(unit => unit.Roles.ListAsync(Sample.A, "/TEAM/", null, 9, None))).Items.ShouldBeEmpty();
        (await store.ReadAsync(unit => unit.Roles.CountAsync(Sample.A, None))).ShouldBe(5);
    }

    [Fact]
    public async Task What_is_not_committed_never_was()
    {
        await using var store = await OpenAsync();
        await using (var unit = await store.Database.BeginWriteAsync(None))
        {
            await unit.Roles.AddAsync(Sample.Role(Sample.A, "Ghost"), None);
        }

        (await store.ReadAsync(unit => unit.Roles.FindByNameAsync(Sample.A, "Ghost", None))).ShouldBeNull();
    }

    [Fact]
    public async Task A_unit_for_reading_refuses_to_write()
    {
        await using var store = await OpenAsync();
        await using var unit = await store.Database.BeginReadAsync(None);
        await Should.ThrowAsync<InvalidOperationException>(() => unit.Roles.AddAsync(Sample.Role(Sample.A, "No"), None));
        await Should.ThrowAsync<InvalidOperationException>(() => unit.MarkChangedAsync(Sample.A, None));
        await Should.ThrowAsync<InvalidOperationException>(() => unit.CommitAsync(None));
    }

    [Fact]
    public async Task Removing_twice_is_stale()
    {
        await using var store = await OpenAsync();
        var role = Sample.Role(Sample.A, "Deploy");
        await store.WriteAsync(unit => unit.Roles.AddAsync(role, None));
        (await store.WriteAsync(unit => unit.Roles.RemoveAsync(Sample.B, role.RoleId, 1, None))).ShouldBe(StoreOutcome.Stale);
        (await store.WriteAsync(unit => unit.Roles.RemoveAsync(Sample.A, role.RoleId, 2, None))).ShouldBe(StoreOutcome.Stale);
        (await store.WriteAsync(unit => unit.Roles.RemoveAsync(Sample.A, role.RoleId, 1, None))).ShouldBe(StoreOutcome.Stored);
        (await store.WriteAsync(unit => unit.Roles.RemoveAsync(Sample.A, role.RoleId, 1, None))).ShouldBe(StoreOutcome.Stale);
    }

    [Fact]
    public async Task Of_many_writers_of_one_name_one_wins_and_none_fails()
    {
        await using var store = await OpenAsync();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(() =>
            store.WriteAsync(unit => unit.Roles.AddAsync(Sample.Role(Sample.A, "Same"), None)))));
        outcomes.Count(outcome => outcome == StoreOutcome.Stored).ShouldBe(1);
        outcomes.Count(outcome => outcome == StoreOutcome.Conflict).ShouldBe(31);
    }

    private async Task<TestStore> OpenAsync()
    {
        var store = await TestStore.OpenAsync(backend);
        await store.SeedAccountsAsync(Sample.A, Sample.B);
        return store;
    }
}

public sealed class SqliteRoleStoreTests() : RoleStoreTests(Backend.Sqlite);

public sealed class SqlServerRoleStoreTests() : RoleStoreTests(Backend.SqlServer);
