using Federation.Services.Iam.OutboundIdentity;
using Federation.Services.OutboundIdentity;
using Federation.Services.OwnKeys;
using Federation.Services.Pipeline;
using Federation.UnitTests.Services.House;

namespace Federation.UnitTests.Services.OwnKeys;

/// <summary>The keys of web identity tokens: announced, used, retired, and thrown out where they were stolen.</summary>
public sealed class WebIdentityKeyTests
{
    [Fact]
    public async Task Keys_are_announced_an_hour_before_they_sign_and_stay_shown_afterwards()
    {
        await using var house = await OpenAsync();
        var before = await DoAsync(house, "ListWebIdentityKeys", Nothing.Value);
        before.Select(key => (key.Algorithm, key.State)).ShouldBe([("ES384", "Current"), ("RS256", "Current")]);
        (await RefusalAsync(house, "RotateWebIdentityKeys", new RotateWebIdentityKeysRequest())).ShouldContain("No next keys");
        (await DoAsync(house, "AnnounceWebIdentityKeys", Nothing.Value)).Select(key => key.State).ShouldBe(["Current", "Next", "Current", "Next"]);
        (await RefusalAsync(house, "AnnounceWebIdentityKeys", Nothing.Value)).ShouldContain("announced already");
        (await RefusalAsync(house, "RotateWebIdentityKeys", new RotateWebIdentityKeysRequest())).ShouldContain("may keep a key set until");
        house.Time.Advance(RotateWebIdentityKeys.KeySetLifetime);
        (await DoAsync(house, "RotateWebIdentityKeys", new RotateWebIdentityKeysRequest())).Select(key => key.State).ShouldBe(["Current", "Retired", "Current", "Retired"]);
        (await house.TrailAsync(house.Management)).Select(record => record.EventName).ShouldContain("RotateWebIdentityKeys");
    }

    [Fact]
    public async Task Stolen_keys_leave_the_key_sets_at_once()
    {
        await using var house = await OpenAsync();
        var before = await DoAsync(house, "AnnounceWebIdentityKeys", Nothing.Value);
        var after = await DoAsync(house, "RotateWebIdentityKeys", new RotateWebIdentityKeysRequest { Force = true });
        after.Select(key => key.State).ShouldBe(["Current", "Current"]);
        after.Select(key => key.KeyId).Intersect(before.Select(key => key.KeyId)).ShouldBeEmpty();
        await using var store = await house.Database.BeginReadAsync(default);
        (await store.Keys.ListAsync(default)).Select(key => key.KeyId).ShouldNotContain(before[0].KeyId!);
    }

    [Fact]
    public async Task There_is_nothing_to_announce_before_anybody_wants_tokens()
    {
        await using var house = await TestHouse.OpenAsync();
        (await DoAsync(house, "ListWebIdentityKeys", Nothing.Value)).ShouldBeEmpty();
        (await RefusalAsync(house, "AnnounceWebIdentityKeys", Nothing.Value)).ShouldContain("There are no keys yet");
        (await house.CallAsync("federation", "RotateWebIdentityKeys", new RotateWebIdentityKeysRequest { Force = true })).Succeeded.ShouldBeFalse();
        house.Get<OutboundKeys>().PublicKeys().ShouldBeEmpty();
    }

    [Fact]
    public async Task Only_the_management_account_sees_and_moves_the_keys()
    {
        await using var house = await OpenAsync();
        var member = SamlWorld.RootOf(await house.AccountAsync("member"));
        foreach (var (operation, request) in new (string, object)[]
        {
            ("ListWebIdentityKeys", Nothing.Value),
            ("AnnounceWebIdentityKeys", Nothing.Value),
            ("RotateWebIdentityKeys", new RotateWebIdentityKeysRequest { Force = true }),
        })
        {
            (await house.CallAsync("federation", operation, request, member)).Error!.Code.ShouldBe("AccessDenied", operation);
        }
    }

    private static async Task<TestHouse> OpenAsync()
    {
        var house = await TestHouse.OpenAsync();
        await house.DoAsync<EnableOutboundWebIdentityFederationResponse>("iam", "EnableOutboundWebIdentityFederation", Nothing.Value);
        return house;
    }

    private static async Task<IReadOnlyList<WebIdentityKeyShape>> DoAsync(TestHouse house, string operation, object request) =>
        (await house.DoAsync<WebIdentityKeysResponse>("federation", operation, request)).WebIdentityKeys;

    private static async Task<string> RefusalAsync(TestHouse house, string operation, object request) =>
        (await house.CallAsync("federation", operation, request)).Error!.Message;
}
