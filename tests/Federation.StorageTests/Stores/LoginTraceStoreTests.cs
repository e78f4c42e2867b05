using System.Security.Cryptography;
using Federation.Model.Identifiers;
using Federation.Model.LoginTraces;
using Federation.Model.Storage;
using Federation.StorageTests.Backends;

namespace Federation.StorageTests.Stores;

/// <summary>The contract of recorded logins, on every backend.</summary>
public sealed class LoginTraceStoreTests
{
    [Theory]
    [InlineData(Backend.Sqlite)]
    [InlineData(Backend.SqlServer)]
    public async Task Traces_of_an_account_are_found_and_paged_newest_first(Backend backend)
    {
        await using var store = await TestStore.OpenAsync(backend);
        for (var i = 0; i < 5; i++)
        {
            await AddAsync(store, Sample.A, i, i == 3 ? "Refused" : "Accepted");
        }

        await AddAsync(store, Sample.B, 9, "Accepted");
        (await store.WriteAsync(unit => unit.LoginTraces.AddAsync(Trace(Sample.A, 0, "Accepted"), default))).ShouldBe(StoreOutcome.Conflict);

        (await store.WriteAsync(unit => unit.LoginTraces.ReplaceAsync(Trace(Sample.A, 0, "Accepted") with { ProviderArn = "arn:new" }, "Unfinished", default))).ShouldBe(StoreOutcome.Stale);
        (await store.WriteAsync(unit => unit.LoginTraces.ReplaceAsync(Trace(Sample.B, 0, "Accepted"), "Accepted", default))).ShouldBe(StoreOutcome.Stale, "another account's");
        (await store.WriteAsync(unit => unit.LoginTraces.ReplaceAsync(Trace(Sample.A, 0, "Accepted"), "Accepted", default))).ShouldBe(StoreOutcome.Stored);

        var first = await store.ReadAsync(unit => unit.LoginTraces.ListAsync(Sample.A, new LoginTraceQuery { Take = 3 }, default));
        first.Items.Select(trace => trace.TraceId).ShouldBe([Id(4), Id(3), Id(2)]);
        var second = await store.ReadAsync(unit => unit.LoginTraces.ListAsync(Sample.A, new LoginTraceQuery { Take = 3, After = first.Next }, default));
        second.Items.Select(trace => trace.TraceId).ShouldBe([Id(1), Id(0)]);
        second.Next.ShouldBeNull();

        (await store.ReadAsync(unit => unit.LoginTraces.ListAsync(Sample.A, new LoginTraceQuery { Outcome = "Refused" }, default))).Items.ShouldHaveSingleItem().TraceId.ShouldBe(Id(3));
        (await store.ReadAsync(unit => unit.LoginTraces.ListAsync(Sample.A, new LoginTraceQuery { ProviderArn = "arn:other" }, default))).Items.ShouldBeEmpty();
        (await store.ReadAsync(unit => unit.LoginTraces.ListAsync(Sample.A, new LoginTraceQuery { StartTime = Sample.Now.AddSeconds(3) }, default))).Items.Count.ShouldBe(2);
        (await store.ReadAsync(unit => unit.LoginTraces.ListInAllAccountsAsync(new LoginTraceQuery(), default))).Items.Count.ShouldBe(6);
        (await store.ReadAsync(unit => unit.LoginTraces.FindAsync(Sample.A, Id(9), default))).ShouldBeNull();
        (await store.ReadAsync(unit => unit.LoginTraces.FindInAnyAccountAsync(Id(9), default)))!.AccountId.ShouldBe(Sample.B);
    }

    [Theory]
    [InlineData(Backend.Sqlite)]
    [InlineData(Backend.SqlServer)]
    public async Task Old_and_many_traces_go(Backend backend)
    {
        await using var store = await TestStore.OpenAsync(backend);
        for (var i = 0; i < 6; i++)
        {
            await AddAsync(store, Sample.A, i, "Accepted");
        }

        (await store.WriteAsync(unit => unit.LoginTraces.RemoveOlderAsync(Sample.Now.AddSeconds(2), 100, default))).ShouldBe(2);
        (await store.ReadAsync(unit => unit.LoginTraces.ListCrowdedAsync(3, default))).ShouldBe([Sample.A]);
        (await store.WriteAsync(unit => unit.LoginTraces.TrimAsync(Sample.A, 3, default))).ShouldBe(1);
        (await store.ReadAsync(unit => unit.LoginTraces.ListAsync(Sample.A, new LoginTraceQuery(), default))).Items.Select(trace => trace.TraceId).ShouldBe([Id(5), Id(4), Id(3)]);
        (await store.ReadAsync(unit => unit.LoginTraces.ListCrowdedAsync(3, default))).ShouldBeEmpty();
    }

    private static async Task AddAsync(TestStore store, AccountId account, int number, string outcome) =>
        (await store.WriteAsync(unit => unit.LoginTraces.AddAsync(Trace(account, number, outcome), default))).ShouldBe(StoreOutcome.Stored);

    private static string Id(int number) => $"019e0000-0000-7000-8000-00000000000{number}";

    private static LoginTraceRow Trace(AccountId account, int number, string outcome) => new()
    {
        AccountId = account,
        TraceId = Id(number),
        ProviderArn = Arns.SamlProvider(account, "Corp Ä"),
        Outcome = outcome,
        StartedAt = Sample.Now.AddSeconds(number),
        SealedTrace = RandomNumberGenerator.GetBytes(16),
    };
}
