using Federation.Model.Keys;
using Federation.Services.OwnKeys;
using Federation.Services.Pipeline;
using Federation.UnitTests.Services.House;

namespace Federation.UnitTests.Services.OwnKeys;

/// <summary>The gateway's own SAML keys: announced, used, retired, without a login that breaks.</summary>
public sealed class SamlKeyTests
{
    [Fact]
    public async Task A_key_is_announced_before_it_signs_and_the_former_signs_nothing_more()
    {
        await using var house = await TestHouse.OpenAsync();
        var before = Sole(await ListAsync(house), "Signing", "Current");
        (await DoAsync(house, "AnnounceSamlKey", new AnnounceSamlKeyRequest { Use = "Signing" })).Select(key => (key.Use, key.State))
            .ShouldBe([("Signing", "Current"), ("Signing", "Next"), ("Encryption", "Current")]);
        (await RefusalAsync(house, "AnnounceSamlKey", new AnnounceSamlKeyRequest { Use = "Signing" })).ShouldContain("announced already");
        Sole(await ListAsync(house), "Signing", "Current").KeyId.ShouldBe(before.KeyId);

        (await RefusalAsync(house, "RotateSamlKey", new RotateSamlKeyRequest { Use = "Signing" })).ShouldContain("until 2026-11-25T18:00:00Z");
        house.Time.Advance(TimeSpan.FromHours(6));
        var after = await DoAsync(house, "RotateSamlKey", new RotateSamlKeyRequest { Use = "Signing" });

        Sole(after, "Signing", "Retired").KeyId.ShouldBe(before.KeyId);
        Sole(after, "Signing", "Retired").ExpiresAt.ShouldNotBeNull();
        Sole(after, "Signing", "Current").KeyId.ShouldNotBe(before.KeyId);
        (await house.TrailAsync(house.Management)).Select(record => record.EventName).ShouldContain("RotateSamlKey");
        await OneKeyOfTheRing(house, after);
    }

    [Fact]
    public async Task A_stolen_key_is_replaced_at_once_and_only_by_force()
    {
        await using var house = await TestHouse.OpenAsync();
        (await RefusalAsync(house, "RotateSamlKey", new RotateSamlKeyRequest { Use = "Encryption" })).ShouldContain("No next key");
        var after = await DoAsync(house, "RotateSamlKey", new RotateSamlKeyRequest { Use = "Encryption", Force = true });
        after.Where(key => key.Use == "Encryption").Select(key => key.State).ShouldBe(["Current", "Retired"]);
        // An IdP that reads our metadata by hand goes on encrypting to the former key.
        Sole(after, "Encryption", "Retired").ExpiresAt!.Value.ShouldBe(house.Time.GetUtcNow().AddDays(30), TimeSpan.FromMinutes(6));
    }

    [Fact]
    public async Task Only_the_management_account_sees_and_moves_the_keys()
    {
        await using var house = await TestHouse.OpenAsync();
        var member = SamlWorld.RootOf(await house.AccountAsync("member"));
        foreach (var (operation, request) in new (string, object)[]
                 {
                     ("ListSamlKeys", Nothing.Value), ("AnnounceSamlKey", new AnnounceSamlKeyRequest { Use = "Signing" }), ("RotateSamlKey", new RotateSamlKeyRequest { Use = "Signing", Force = true }),
                 })
        {
            (await house.CallAsync("federation", operation, request, member)).Error!.Code.ShouldBe("AccessDenied", operation);
        }

        (await ListAsync(house)).Count.ShouldBe(2);
    }

    private static async Task OneKeyOfTheRing(TestHouse house, IReadOnlyList<SamlKeyShape> keys)
    {
        await using var store = await house.Database.BeginReadAsync(default);
        (await store.Keys.ListAsync(default)).Count(key => key is { Purpose: KeyPurpose.SamlSigning, State: KeyState.Current }).ShouldBe(1);
        keys.Count.ShouldBe(3);
    }

    private static SamlKeyShape Sole(IReadOnlyList<SamlKeyShape> keys, string use, string state) => keys.Single(key => key.Use == use && key.State == state);

    private static async Task<IReadOnlyList<SamlKeyShape>> ListAsync(TestHouse house) => await DoAsync(house, "ListSamlKeys", Nothing.Value);

    private static async Task<IReadOnlyList<SamlKeyShape>> DoAsync(TestHouse house, string operation, object request) =>
        (await house.DoAsync<SamlKeysResponse>("federation", operation, request)).SamlKeys;

    private static async Task<string> RefusalAsync(TestHouse house, string operation, object request) => (await house.CallAsync("federation", operation, request)).Error!.Message;
}
