using Federation.Model.OutboundIdentity;
using Federation.Model.Storage;
using Federation.StorageTests.Backends;

namespace Federation.StorageTests.Stores;

public abstract class OidcProviderStoreTests(Backend backend)
{
    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public async Task A_provider_comes_back_whole_and_is_found_by_its_url_to_the_letter()
    {
        await using var store = await OpenAsync();
        var provider = Sample.OidcProvider(Sample.A, "idp.example/Realm/");
        (await store.WriteAsync(unit => unit.OidcProviders.AddAsync(provider, None))).ShouldBe(StoreOutcome.Stored);
        Json.Of(await store.ReadAsync(unit => unit.OidcProviders.FindAsync(Sample.A, "idp.example/Realm/", None))).ShouldBe(Json.Of(provider with { Version = 1 }));
        foreach (var other in new[] { "idp.example/Realm", "idp.example/realm/", "idp.example" })
        {
            (await store.ReadAsync(unit => unit.OidcProviders.FindAsync(Sample.A, other, None))).ShouldBeNull(other);
        }
    }

    [Fact]
    public async Task A_url_is_taken_once_in_an_account_and_again_in_another()
    {
        await using var store = await OpenAsync();
        await store.WriteAsync(unit => unit.OidcProviders.AddAsync(Sample.OidcProvider(Sample.A, "idp.example"), None));
        (await store.WriteAsync(unit => unit.OidcProviders.AddAsync(Sample.OidcProvider(Sample.A, "idp.example"), None))).ShouldBe(StoreOutcome.Conflict);
        (await store.WriteAsync(unit => unit.OidcProviders.AddAsync(Sample.OidcProvider(Sample.B, "idp.example"), None))).ShouldBe(StoreOutcome.Stored);
        (await store.ReadAsync(unit => unit.OidcProviders.CountAsync(Sample.A, None))).ShouldBe(1);
    }

    [Fact]
    public async Task An_update_needs_the_version_it_was_read_with()
    {
        await using var store = await OpenAsync();
        await store.WriteAsync(unit => unit.OidcProviders.AddAsync(Sample.OidcProvider(Sample.A, "idp.example"), None));
        var read = (await store.ReadAsync(unit => unit.OidcProviders.FindAsync(Sample.A, "idp.example", None)))!;
        (await store.WriteAsync(unit => unit.OidcProviders.UpdateAsync(read with { ClientIds = [], Thumbprints = [], Tags = [] }, None))).ShouldBe(StoreOutcome.Stored);
        (await store.WriteAsync(unit => unit.OidcProviders.UpdateAsync(read with { ClientIds = ["late"] }, None))).ShouldBe(StoreOutcome.Stale);
        var now = (await store.ReadAsync(unit => unit.OidcProviders.FindAsync(Sample.A, "idp.example", None)))!;
        (now.ClientIds.Count, now.Thumbprints.Count, now.Tags.Count, now.Version).ShouldBe((0, 0, 0, 2));
    }

    [Fact]
    public async Task Providers_are_listed_in_pages_and_removed()
    {
        await using var store = await OpenAsync();
        foreach (var url in new[] { "c.example", "a.example", "b.example/x" })
        {
            await store.WriteAsync(unit => unit.OidcProviders.AddAsync(Sample.OidcProvider(Sample.A, url), None));
        }

        var first = await store.ReadAsync(unit => unit.OidcProviders.ListAsync(Sample.A, null, 2, None));
        first.Items.Select(provider => provider.Url).ShouldBe(["a.example", "b.example/x"]);
        var second = await store.ReadAsync(unit => unit.OidcProviders.ListAsync(Sample.A, first.Next, 2, None));
        second.Items.Select(provider => provider.Url).ShouldBe(["c.example"]);
        second.IsTruncated.ShouldBeFalse();
        (await store.WriteAsync(unit => unit.OidcProviders.RemoveAsync(Sample.A, "c.example", None))).ShouldBe(StoreOutcome.Stored);
        (await store.WriteAsync(unit => unit.OidcProviders.RemoveAsync(Sample.A, "c.example", None))).ShouldBe(StoreOutcome.Stale);
    }

    [Fact]
    public async Task A_switch_is_turned_by_one_of_two_writers()
    {
        await using var store = await OpenAsync();
        var on = new OutboundIdentitySwitch { AccountId = Sample.A, IsEnabled = true, ChangedAt = Sample.Now };
        (await store.ReadAsync(unit => unit.OutboundIdentity.FindAsync(Sample.A, None))).ShouldBeNull();
        (await store.WriteAsync(unit => unit.OutboundIdentity.PutAsync(on, None))).ShouldBe(StoreOutcome.Stored);
        (await store.WriteAsync(unit => unit.OutboundIdentity.PutAsync(on, None))).ShouldBe(StoreOutcome.Conflict);
        (await store.WriteAsync(unit => unit.OutboundIdentity.PutAsync(on with { IsEnabled = false, Version = 1 }, None))).ShouldBe(StoreOutcome.Stored);
        (await store.WriteAsync(unit => unit.OutboundIdentity.PutAsync(on with { Version = 1 }, None))).ShouldBe(StoreOutcome.Stale);
        (await store.ReadAsync(unit => unit.OutboundIdentity.FindAsync(Sample.A, None))).ShouldBe(on with { IsEnabled = false, Version = 2 });
    }

    private async Task<TestStore> OpenAsync()
    {
        var store = await TestStore.OpenAsync(backend);
        await store.SeedAccountsAsync(Sample.A, Sample.B);
        return store;
    }
}

public sealed class SqliteOidcProviderStoreTests() : OidcProviderStoreTests(Backend.Sqlite);

public sealed class SqlServerOidcProviderStoreTests() : OidcProviderStoreTests(Backend.SqlServer);
