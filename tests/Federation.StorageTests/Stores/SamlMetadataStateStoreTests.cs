using Federation.Model.SamlProviders;
using Federation.Model.Storage;
using Federation.StorageTests.Backends;

namespace Federation.StorageTests.Stores;

/// <summary>The contract of metadata states, on every backend.</summary>
public sealed class SamlMetadataStateStoreTests
{
    [Theory]
    [InlineData(Backend.Sqlite)]
    [InlineData(Backend.SqlServer)]
    public async Task A_state_is_written_by_its_version_and_goes_with_its_provider(Backend backend)
    {
        await using var store = await OpenAsync(backend);
        var history = new SamlMetadataHistory
        {
            LastGoodAt = Sample.Now,
            ETag = "\"x\"",
            Keys = [new SamlMetadataKey([1, 2, 3], null, Sample.Now, null)],
            Changes = [new SamlMetadataChange(Sample.Now, "the signing key joined")],
        };
        var state = new SamlMetadataState { AccountId = Sample.A, ProviderName = "Corp", NextRefreshAt = Sample.Now, History = history };
        (await store.WriteAsync(unit => unit.SamlMetadataStates.PutAsync(state, default))).ShouldBe(StoreOutcome.Stored);
        (await store.WriteAsync(unit => unit.SamlMetadataStates.PutAsync(state, default))).ShouldBe(StoreOutcome.Conflict);

        var read = (await store.ReadAsync(unit => unit.SamlMetadataStates.FindAsync(Sample.A, "cORP", default)))!;
        read.ProviderName.ShouldBe("Corp");
        read.History.Keys[0].Certificate.ShouldBe([1, 2, 3]);
        read.History.Changes[0].What.ShouldBe("the signing key joined");
        (await store.WriteAsync(unit => unit.SamlMetadataStates.PutAsync(read, default))).ShouldBe(StoreOutcome.Stored);
        (await store.WriteAsync(unit => unit.SamlMetadataStates.PutAsync(read, default))).ShouldBe(StoreOutcome.Stale);
        (await store.ReadAsync(unit => unit.SamlMetadataStates.FindAsync(Sample.B, "Corp", default))).ShouldBeNull();

        await store.WriteAsync(unit => unit.SamlProviders.RemoveAsync(Sample.A, "Corp", default));
        (await store.ReadAsync(unit => unit.SamlMetadataStates.FindAsync(Sample.A, "Corp", default))).ShouldBeNull();
    }

    [Theory]
    [InlineData(Backend.Sqlite)]
    [InlineData(Backend.SqlServer)]
    public async Task Of_several_nodes_one_gets_what_is_due(Backend backend)
    {
        await using var store = await OpenAsync(backend);
        await store.WriteAsync(unit => unit.SamlMetadataStates.PutAsync(new SamlMetadataState { AccountId = Sample.A, ProviderName = "Corp", NextRefreshAt = Sample.Now }, default));
        (await store.ReadAsync(unit => unit.SamlMetadataStates.ListDueAsync(Sample.Now.AddSeconds(-1), 10, default))).ShouldBeEmpty();
        var due = (await store.ReadAsync(unit => unit.SamlMetadataStates.ListDueAsync(Sample.Now, 10, default))).ShouldHaveSingleItem();
        (await store.WriteAsync(unit => unit.SamlMetadataStates.ClaimAsync(due, Sample.Now, Sample.Now.AddMinutes(2), default))).ShouldBe(StoreOutcome.Stored);
        (await store.WriteAsync(unit => unit.SamlMetadataStates.ClaimAsync(due, Sample.Now, Sample.Now.AddMinutes(2), default))).ShouldBe(StoreOutcome.Stale);
        (await store.ReadAsync(unit => unit.SamlMetadataStates.ListDueAsync(Sample.Now, 10, default))).ShouldBeEmpty();

        // A node that died gives it back by time.
        (await store.ReadAsync(unit => unit.SamlMetadataStates.ListDueAsync(Sample.Now.AddMinutes(2), 10, default))).ShouldHaveSingleItem();
        (await store.WriteAsync(unit => unit.SamlMetadataStates.PutAsync(due with { NextRefreshAt = null }, default))).ShouldBe(StoreOutcome.Stored);
        (await store.ReadAsync(unit => unit.SamlMetadataStates.ListDueAsync(Sample.Now.AddDays(9), 10, default))).ShouldBeEmpty();
    }

    private static async Task<TestStore> OpenAsync(Backend backend)
    {
        var store = await TestStore.OpenAsync(backend);
        await store.SeedAccountsAsync(Sample.A);
        await store.WriteAsync(unit => unit.SamlProviders.AddAsync(Sample.Provider(Sample.A, "Corp"), default));
        return store;
    }
}
