using Federation.Model.MfaDevices;
using Federation.Services.Iam;
using Federation.Services.Iam.Summary;
using Federation.Services.Pipeline;
using Federation.UnitTests.Services.House;
using Federation.UnitTests.Services.Models;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.UnitTests.Services.Iam.Summary;

/// <summary>What GetAccountSummary counts.</summary>
public sealed class GetAccountSummaryTests
{
    [Fact]
    public async Task It_counts_the_accounts_entities_and_tells_the_quotas_in_force()
    {
        await using var house = await TestHouse.OpenAsync(services => services.AddSingleton(new IamQuotas { UsersPerAccount = 77, GroupsPerUser = 3 }));
        var before = await SummaryAsync(house, house.Root);
        var user = await house.StoredUserAsync("ann");
        await house.StoredUserAsync("ben");
        await house.GroupAsync("readers", user);
        await house.PolicyAsync("p", PrincipalWorld.Allow("iam:*"));
        await house.ProviderAsync(house.Root, "corp");
        await house.WriteAsync(store => store.MfaDevices.AddAsync(Device(house, "one", user.UserId), default));
        await house.WriteAsync(store => store.MfaDevices.AddAsync(Device(house, "two", null), default));
        await house.WriteAsync(store => store.MfaDevices.AddAsync(Device(house, "root", house.Management.Value), default));

        var after = await SummaryAsync(house, house.Root);
        (after["Users"] - before["Users"]).ShouldBe(2);
        (after["Groups"] - before["Groups"]).ShouldBe(1);
        after["Roles"].ShouldBe(before["Roles"]);
        (after["Policies"] - before["Policies"]).ShouldBe(1);
        (after["PolicyVersionsInUse"] - before["PolicyVersionsInUse"]).ShouldBe(1);
        (after["Providers"] - before["Providers"]).ShouldBe(1);
        (after["MFADevices"] - before["MFADevices"]).ShouldBe(3);
        (after["MFADevicesInUse"] - before["MFADevicesInUse"]).ShouldBe(2);
        (before["AccountMFAEnabled"], after["AccountMFAEnabled"]).ShouldBe((0, 1));
        after["AccountAccessKeysPresent"].ShouldBe(1);
        after["UsersQuota"].ShouldBe(77);
        after["GroupsPerUserQuota"].ShouldBe(3);

        var other = await SummaryAsync(house, SamlWorld.RootOf(await house.AccountAsync("other")));
        (other["Users"], other["Groups"], other["Policies"], other["MFADevices"], other["AccountMFAEnabled"]).ShouldBe((0, 0, 0, 0, 0));
    }

    [Fact]
    public async Task Its_keys_are_those_of_the_published_model()
    {
        var model = PublishedModel.Find("iam", "2010-05-08");
        Assert.SkipWhen(model is null, PublishedModel.NotHere);
        await using var house = await TestHouse.OpenAsync();
        (await SummaryAsync(house, house.Root)).Keys.Order(StringComparer.Ordinal)
            .ShouldBe(model.Shape("summaryKeyType").GetProperty("enum").EnumerateArray().Select(key => key.GetString()!).Order(StringComparer.Ordinal));
    }

    private static async Task<IReadOnlyDictionary<string, int>> SummaryAsync(TestHouse house, Caller caller) =>
        (await house.DoAsync<GetAccountSummaryResponse>("iam", "GetAccountSummary", Nothing.Value, caller)).SummaryMap.ShouldNotBeNull();

    private static MfaDevice Device(TestHouse house, string name, string? owner) => new()
    {
        AccountId = house.Management,
        DeviceId = name.PadLeft(32, '0'),
        Path = "/",
        Name = name,
        SealedSeed = [1],
        OwnerId = owner,
        EnabledAt = owner is null ? null : house.Time.GetUtcNow(),
        CreatedAt = house.Time.GetUtcNow(),
    };
}
