using Federation.Model.Sessions;
using Federation.StorageTests.Backends;

namespace Federation.StorageTests.Stores;

public abstract class OneTimeUseTests(Backend backend)
{
    private static readonly OneTimeUse Use = new("saml-assertion", "provider-1", "_abc", Sample.Now.AddMinutes(10));

    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public async Task A_value_is_used_once_by_one_of_many()
    {
        await using var store = await TestStore.OpenAsync(backend);
        var results = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(() => store.WriteAsync(unit => unit.OneTimeUses.TryUseAsync(Use, None)))));
        results.Count(success => success).ShouldBe(1);
    }

    [Fact]
    public async Task The_same_holder_may_use_again_and_nobody_else()
    {
        await using var store = await TestStore.OpenAsync(backend);
        async Task<bool> TryAsync(string? holder) => await store.WriteAsync(unit => unit.OneTimeUses.TryUseAsync(Use with { Holder = holder }, None));
        (await TryAsync("sts/alice")).ShouldBeTrue();
        (await TryAsync("sts/alice")).ShouldBeTrue();
        (await TryAsync("sts/bob")).ShouldBeFalse();
        (await TryAsync(null)).ShouldBeFalse();
        (await TryAsync("sts/alice")).ShouldBeTrue();
    }

    [Fact]
    public async Task A_use_without_holder_refuses_every_holder()
    {
        await using var store = await TestStore.OpenAsync(backend);
        (await store.WriteAsync(unit => unit.OneTimeUses.TryUseAsync(Use, None))).ShouldBeTrue();
        (await store.WriteAsync(unit => unit.OneTimeUses.TryUseAsync(Use with { Holder = "sts/alice" }, None))).ShouldBeFalse();
    }

    [Fact]
    public async Task Purpose_scope_and_value_do_not_run_together()
    {
        await using var store = await TestStore.OpenAsync(backend);
        foreach (var use in new[] { Use, Use with { Purpose = "totp" }, Use with { Scope = "provider-1_", Value = "abc" }, Use with { Value = "_ABC" } })
        {
            (await store.WriteAsync(unit => unit.OneTimeUses.TryUseAsync(use, None))).ShouldBeTrue();
        }

        (await store.ReadAsync(unit => unit.OneTimeUses.WasUsedAsync("saml-assertion", "provider-1", "_abc", None))).ShouldBeTrue();
        (await store.ReadAsync(unit => unit.OneTimeUses.WasUsedAsync("saml-assertion", "provider-2", "_abc", None))).ShouldBeFalse();
    }

    [Fact]
    public async Task A_use_counts_until_it_is_removed_and_the_longest_expiry_stays()
    {
        await using var store = await TestStore.OpenAsync(backend);
        var held = Use with { Holder = "h" };
        await store.WriteAsync(unit => unit.OneTimeUses.TryUseAsync(held with { ExpiresAt = Sample.Now.AddMinutes(20) }, None));
        await store.WriteAsync(unit => unit.OneTimeUses.TryUseAsync(held, None));
        (await store.WriteAsync(unit => unit.OneTimeUses.RemoveExpiredAsync(Sample.Now.AddMinutes(20), 10, None))).ShouldBe(0);
        (await store.WriteAsync(unit => unit.OneTimeUses.TryUseAsync(Use, None))).ShouldBeFalse();
        (await store.WriteAsync(unit => unit.OneTimeUses.RemoveExpiredAsync(Sample.Now.AddMinutes(21), 10, None))).ShouldBe(1);
        (await store.WriteAsync(unit => unit.OneTimeUses.TryUseAsync(Use, None))).ShouldBeTrue();
    }

    [Fact]
    public async Task Removal_goes_in_bounded_steps()
    {
        await using var store = await TestStore.OpenAsync(backend);
        await store.WriteAsync(async unit =>
        {
            for (var i = 0; i < 5; i++)
            {
                await unit.OneTimeUses.TryUseAsync(Use with { Value = $"{i}" }, None);
            }
        });
        (await store.WriteAsync(unit => unit.OneTimeUses.RemoveExpiredAsync(Sample.Now.AddHours(1), 3, None))).ShouldBe(3);
        (await store.WriteAsync(unit => unit.OneTimeUses.RemoveExpiredAsync(Sample.Now.AddHours(1), 3, None))).ShouldBe(2);
    }
}

public sealed class SqliteOneTimeUseTests() : OneTimeUseTests(Backend.Sqlite);

public sealed class SqlServerOneTimeUseTests() : OneTimeUseTests(Backend.SqlServer);
