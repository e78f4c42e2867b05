using Federation.Model.AccessKeys;
using Federation.Model.AccountAliases;
using Federation.Model.Sessions;
using Federation.Model.Storage;
using Federation.StorageTests.Backends;

namespace Federation.StorageTests.Stores;

public abstract class SmallStoreTests(Backend backend)
{
    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public async Task An_inline_policy_is_put_replaced_and_removed()
    {
        await using var store = await OpenAsync();
        await store.WriteAsync(unit => unit.InlinePolicies.PutAsync(Sample.Policy(Sample.A, "AROA1", "Read"), None));
        (await store.WriteAsync(unit => unit.InlinePolicies.PutAsync(Sample.Policy(Sample.A, "AROA1", "READ") with { Document = "{\"v\":2}" }, None))).ShouldBe(StoreOutcome.Stored);
        var page = await store.ReadAsync(unit => unit.InlinePolicies.ListAsync(Sample.A, "AROA1", null, 5, None));
        page.Items.Single().Document.ShouldBe("{\"v\":2}");
        page.Next.ShouldBeNull();
        (await store.WriteAsync(unit => unit.InlinePolicies.RemoveAsync(Sample.A, "AROA2", "Read", None))).ShouldBe(StoreOutcome.Stale);
        (await store.WriteAsync(unit => unit.InlinePolicies.RemoveAsync(Sample.A, "AROA1", "Read", None))).ShouldBe(StoreOutcome.Stored);
        (await store.ReadAsync(unit => unit.InlinePolicies.FindAsync(Sample.A, "AROA1", "Read", None))).ShouldBeNull();
    }

    [Fact]
    public async Task Access_keys_are_found_without_an_account_and_listed_by_owner()
    {
        await using var store = await OpenAsync();
        var (root, user) = (Sample.AccessKey(Sample.A), Sample.AccessKey(Sample.A, "AIDA1"));
        await store.WriteAsync(unit => unit.AccessKeys.AddAsync(root, None));
        await store.WriteAsync(unit => unit.AccessKeys.AddAsync(user, None));
        (await store.WriteAsync(unit => unit.AccessKeys.AddAsync(Sample.AccessKey(Sample.B) with { AccessKeyId = root.AccessKeyId }, None))).ShouldBe(StoreOutcome.Conflict);

        Json.Of(await store.ReadAsync(unit => unit.AccessKeys.FindAsync(root.AccessKeyId, None))).ShouldBe(Json.Of(root));
        (await store.ReadAsync(unit => unit.AccessKeys.FindAsync(root.AccessKeyId.ToLowerInvariant(), None))).ShouldBeNull();
        (await store.ReadAsync(unit => unit.AccessKeys.ListAsync(Sample.A, null, None))).Single().AccessKeyId.ShouldBe(root.AccessKeyId);
        (await store.ReadAsync(unit => unit.AccessKeys.ListAsync(Sample.A, "AIDA1", None))).Single().AccessKeyId.ShouldBe(user.AccessKeyId);
        (await store.WriteAsync(unit => unit.AccessKeys.SetStatusAsync(Sample.B, root.AccessKeyId, "Inactive", None))).ShouldBe(StoreOutcome.Stale);
        (await store.WriteAsync(unit => unit.AccessKeys.SetStatusAsync(Sample.A, root.AccessKeyId, "Inactive", None))).ShouldBe(StoreOutcome.Stored);
        (await store.ReadAsync(unit => unit.AccessKeys.FindAsync(root.AccessKeyId, None)))!.Status.ShouldBe("Inactive");
    }

    [Fact]
    public async Task The_last_use_of_a_key_moves_forward_only()
    {
        await using var store = await OpenAsync();
        var key = Sample.AccessKey(Sample.A);
        await store.WriteAsync(unit => unit.AccessKeys.AddAsync(key, None));
        var late = new CredentialUse(Sample.Now.AddMinutes(5), "iam", "eu-north-1");
        (await store.WriteAsync(unit => unit.AccessKeys.SetLastUseAsync(Sample.A, key.AccessKeyId, late, None))).ShouldBe(StoreOutcome.Stored);
        (await store.WriteAsync(unit => unit.AccessKeys.SetLastUseAsync(Sample.A, key.AccessKeyId, late with { At = Sample.Now, Service = "sts" }, None))).ShouldBe(StoreOutcome.Stale);
        (await store.WriteAsync(unit => unit.AccessKeys.SetLastUseAsync(Sample.A, "AKIAGONE", late, None))).ShouldBe(StoreOutcome.Stale);
        (await store.ReadAsync(unit => unit.AccessKeys.FindAsync(key.AccessKeyId, None)))!.LastUse.ShouldBe(late);
        (await store.ReadAsync(unit => unit.AccessKeys.ListAsync(Sample.A, null, None))).Single().LastUse.ShouldBe(late);
    }

    [Fact]
    public async Task The_last_use_of_a_role_is_apart_from_its_version()
    {
        await using var store = await OpenAsync();
        var role = Sample.Role(Sample.A, "Admin");
        await store.WriteAsync(unit => unit.Roles.AddAsync(role, None));
        var read = await store.ReadAsync(unit => unit.Roles.FindByIdAsync(Sample.A, role.RoleId, None));
        var use = new CredentialUse(Sample.Now, "iam", "eu-north-1");
        (await store.WriteAsync(unit => unit.Roles.SetLastUseAsync(Sample.A, role.RoleId, use, None))).ShouldBe(StoreOutcome.Stored);
        (await store.WriteAsync(unit => unit.Roles.UpdateAsync(read! with { Description = "new" }, None))).ShouldBe(StoreOutcome.Stored);
        (await store.WriteAsync(unit => unit.Roles.SetLastUseAsync(Sample.A, role.RoleId, use, None))).ShouldBe(StoreOutcome.Stale);
        (await store.ReadAsync(unit => unit.Roles.FindByNameAsync(Sample.A, "Admin", None)))!.LastUse.ShouldBe(use);
    }

    [Fact]
    public async Task A_key_id_that_looks_alike_in_another_alphabet_finds_nothing()
    {
        await using var store = await OpenAsync();
        var role = Sample.Role(Sample.A, "Admin");
        await store.WriteAsync(unit => unit.Roles.AddAsync(role, None));
        var fullWidth = string.Concat(role.RoleId.Select(c => (char)(c - 'A' + 'Ａ')));
        (await store.ReadAsync(unit => unit.Roles.FindByIdAsync(Sample.A, fullWidth, None))).ShouldBeNull();
        (await store.ReadAsync(unit => unit.Roles.FindByNameAsync(Sample.A, "Ａdmin", None))).ShouldBeNull();
    }

    [Fact]
    public async Task Every_version_of_a_role_mapping_is_kept_and_versions_are_not_skipped()
    {
        await using var store = await OpenAsync();
        (await store.WriteAsync(unit => unit.RoleMappings.PutAsync(Sample.Mapping(Sample.A, "People", 2), None))).ShouldBe(StoreOutcome.Stale);
        (await store.WriteAsync(unit => unit.RoleMappings.PutAsync(Sample.Mapping(Sample.A, "People"), None))).ShouldBe(StoreOutcome.Stored);
        (await store.WriteAsync(unit => unit.RoleMappings.PutAsync(Sample.Mapping(Sample.A, "people"), None))).ShouldBe(StoreOutcome.Stale);
        (await store.WriteAsync(unit => unit.RoleMappings.PutAsync(Sample.Mapping(Sample.A, "people", 2), None))).ShouldBe(StoreOutcome.Stored);
        (await store.WriteAsync(unit => unit.RoleMappings.PutAsync(Sample.Mapping(Sample.A, "people", 4), None))).ShouldBe(StoreOutcome.Stale);

        Json.Of(await store.ReadAsync(unit => unit.RoleMappings.FindAsync(Sample.A, "PEOPLE", None))).ShouldBe(Json.Of(Sample.Mapping(Sample.A, "people", 2)));
        Json.Of(await store.ReadAsync(unit => unit.RoleMappings.FindVersionAsync(Sample.A, "people", 1, None))).ShouldBe(Json.Of(Sample.Mapping(Sample.A, "People")));
        (await store.ReadAsync(unit => unit.RoleMappings.ListForProviderAsync(Sample.A, Sample.Mapping(Sample.A, "x").ProviderArn, None))).Single().DocumentVersion.ShouldBe(2);
        (await store.WriteAsync(unit => unit.RoleMappings.RemoveAsync(Sample.A, "people", None))).ShouldBe(StoreOutcome.Stored);
        (await store.ReadAsync(unit => unit.RoleMappings.FindVersionAsync(Sample.A, "people", 1, None))).ShouldBeNull();
        (await store.WriteAsync(unit => unit.RoleMappings.PutAsync(Sample.Mapping(Sample.A, "people"), None))).ShouldBe(StoreOutcome.Stored);
    }

    [Fact]
    public async Task An_alias_belongs_to_one_account_and_an_account_has_one()
    {
        await using var store = await OpenAsync();
        var alias = new AccountAlias(Sample.A, "acme");
        (await store.WriteAsync(unit => unit.AccountAliases.AddAsync(alias, None))).ShouldBe(StoreOutcome.Stored);
        (await store.WriteAsync(unit => unit.AccountAliases.AddAsync(new AccountAlias(Sample.B, "acme"), None))).ShouldBe(StoreOutcome.Conflict);
        (await store.WriteAsync(unit => unit.AccountAliases.AddAsync(new AccountAlias(Sample.A, "acme-2"), None))).ShouldBe(StoreOutcome.Conflict);

        (await store.ReadAsync(unit => unit.AccountAliases.FindAsync("acme", None))).ShouldBe(alias);
        (await store.ReadAsync(unit => unit.AccountAliases.FindAsync("ACME", None))).ShouldBeNull();
        (await store.ReadAsync(unit => unit.AccountAliases.FindOfAccountAsync(Sample.A, None))).ShouldBe(alias);
        (await store.WriteAsync(unit => unit.AccountAliases.RemoveAsync(Sample.B, "acme", None))).ShouldBe(StoreOutcome.Stale);
        (await store.WriteAsync(unit => unit.AccountAliases.RemoveAsync(Sample.A, "acme", None))).ShouldBe(StoreOutcome.Stored);
        (await store.WriteAsync(unit => unit.AccountAliases.AddAsync(new AccountAlias(Sample.B, "acme"), None))).ShouldBe(StoreOutcome.Stored);
    }

    [Fact]
    public async Task A_revocation_never_reaches_less_far_than_before()
    {
        await using var store = await OpenAsync();
        var revocation = new Revocation(Sample.A, RevocationKind.Role, "AROA1", Sample.Now, Sample.Now.AddHours(12));
        await store.WriteAsync(unit => unit.Revocations.PutAsync(revocation, None));
        await store.WriteAsync(unit => unit.Revocations.PutAsync(revocation with { IssuedBefore = Sample.Now.AddHours(-1), ExpiresAt = Sample.Now.AddHours(1) }, None));
        (await store.ReadAsync(unit => unit.Revocations.ListAsync(Sample.A, Sample.Now, None))).ShouldBe([revocation]);
        await store.WriteAsync(unit => unit.Revocations.PutAsync(revocation with { IssuedBefore = Sample.Now.AddHours(1) }, None));
        (await store.ReadAsync(unit => unit.Revocations.ListAsync(Sample.A, Sample.Now, None))).Single().IssuedBefore.ShouldBe(Sample.Now.AddHours(1));

        (await store.WriteAsync(unit => unit.Revocations.RemoveExpiredAsync(Sample.Now.AddHours(12), None))).ShouldBe(0);
        (await store.ReadAsync(unit => unit.Revocations.ListAsync(Sample.A, Sample.Now.AddHours(12), None))).ShouldBeEmpty();
        (await store.WriteAsync(unit => unit.Revocations.RemoveExpiredAsync(Sample.Now.AddHours(13), None))).ShouldBe(1);
    }

    private async Task<TestStore> OpenAsync()
    {
        var store = await TestStore.OpenAsync(backend);
        await store.SeedAccountsAsync(Sample.A, Sample.B);
        return store;
    }
}

public sealed class SqliteSmallStoreTests() : SmallStoreTests(Backend.Sqlite);

public sealed class SqlServerSmallStoreTests() : SmallStoreTests(Backend.SqlServer);
