using Federation.Model.Accounts;
using Federation.Model.Storage;
using Federation.StorageTests.Backends;

namespace Federation.StorageTests.Stores;

public abstract class AccountStoreTests(Backend backend)
{
    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public async Task There_is_one_management_account_also_when_many_add_one_at_once()
    {
        await using var store = await TestStore.OpenAsync(backend);
        (await store.ReadAsync(unit => unit.Accounts.FindManagementAsync(None))).ShouldBeNull();
        var outcomes = await Task.WhenAll(Enumerable.Range(1, 8).Select(i => Task.Run(() => store.WriteAsync(unit =>
            unit.Accounts.AddAsync(Sample.Account(Model.Identifiers.AccountId.FromNumber(i), management: true), None)))));
        outcomes.Count(outcome => outcome == StoreOutcome.Stored).ShouldBe(1);
        outcomes.Count(outcome => outcome == StoreOutcome.Conflict).ShouldBe(7);
        (await store.ReadAsync(unit => unit.Accounts.FindManagementAsync(None))).ShouldNotBeNull().IsManagement.ShouldBeTrue();
    }

    [Fact]
    public async Task A_mail_address_is_taken_without_regard_to_case()
    {
        await using var store = await TestStore.OpenAsync(backend);
        await store.SeedAccountsAsync(Sample.A);
        var second = Sample.Account(Sample.B) with { Email = Sample.Account(Sample.A).Email.ToUpperInvariant() };
        (await store.WriteAsync(unit => unit.Accounts.AddAsync(second, None))).ShouldBe(StoreOutcome.Conflict);
        (await store.WriteAsync(unit => unit.Accounts.AddAsync(Sample.Account(Sample.B), None))).ShouldBe(StoreOutcome.Stored);
        (await store.WriteAsync(unit => unit.Accounts.UpdateAsync(second with { Version = 1 }, None))).ShouldBe(StoreOutcome.Conflict);
    }

    [Fact]
    public async Task An_account_comes_back_and_changes_by_version()
    {
        await using var store = await TestStore.OpenAsync(backend);
        var account = Sample.Account(Sample.A) with { JoinedMethod = "CREATED", JoinedAt = Sample.Now };
        await store.WriteAsync(unit => unit.Accounts.AddAsync(account, None));
        var read = await store.ReadAsync(unit => unit.Accounts.FindAsync(Sample.A, None));
        Json.Of(read).ShouldBe(Json.Of(account with { Version = 1 }));
        (await store.WriteAsync(unit => unit.Accounts.UpdateAsync(read! with { State = "SUSPENDED" }, None))).ShouldBe(StoreOutcome.Stored);
        (await store.WriteAsync(unit => unit.Accounts.UpdateAsync(read! with { State = "CLOSED" }, None))).ShouldBe(StoreOutcome.Stale);
        (await store.ReadAsync(unit => unit.Accounts.ListAsync(null, 1, None))).Items.Single().State.ShouldBe("SUSPENDED");
    }

    [Fact]
    public async Task There_is_one_organization()
    {
        await using var store = await TestStore.OpenAsync(backend);
        await store.SeedAccountsAsync(Sample.A, Sample.B);
        var organization = new Organization
        {
            OrganizationId = "o-abcdefghij",
            ManagementAccountId = Sample.A,
            RootId = "r-abcd",
            FeatureSet = "ALL",
            CreatedAt = Sample.Now,
        };
        (await store.WriteAsync(unit => unit.Accounts.AddOrganizationAsync(organization, None))).ShouldBe(StoreOutcome.Stored);
        (await store.WriteAsync(unit => unit.Accounts.AddOrganizationAsync(organization with { OrganizationId = "o-other12345" }, None))).ShouldBe(StoreOutcome.Conflict);
        Json.Of(await store.ReadAsync(unit => unit.Accounts.FindOrganizationAsync(None))).ShouldBe(Json.Of(organization));
    }

    [Fact]
    public async Task A_create_request_comes_back()
    {
        await using var store = await TestStore.OpenAsync(backend);
        var request = new CreateAccountRequestRecord { RequestId = "car-12345678", AccountName = "X", State = "SUCCEEDED", AccountId = Sample.B, RequestedAt = Sample.Now, CompletedAt = Sample.Now };
        (await store.WriteAsync(unit => unit.Accounts.AddCreateRequestAsync(request, None))).ShouldBe(StoreOutcome.Stored);
        Json.Of(await store.ReadAsync(unit => unit.Accounts.FindCreateRequestAsync("car-12345678", None))).ShouldBe(Json.Of(request));
        (await store.ReadAsync(unit => unit.Accounts.FindCreateRequestAsync("car-00000000", None))).ShouldBeNull();
    }
}

public sealed class SqliteAccountStoreTests() : AccountStoreTests(Backend.Sqlite);

public sealed class SqlServerAccountStoreTests() : AccountStoreTests(Backend.SqlServer);
