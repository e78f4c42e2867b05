using Federation.Services.ProviderSettings;
using Federation.UnitTests.Services.House;
using Federation.UnitTests.Services.SignIn;

namespace Federation.UnitTests.Services.ProviderSettings;

/// <summary>Who sets what of a provider, and what is not taken.</summary>
public sealed class ProviderSettingsTests
{
    [Fact]
    public async Task Defaults_are_the_strict_ones_and_absent_members_stay()
    {
        await using var house = await TestHouse.OpenAsync();
        var provider = await house.ProviderAsync(house.Root, "corp");
        var settings = await house.GetAsync(provider);
        (settings.IdpInitiated, settings.AllowSha1, settings.ClockSkewSeconds, settings.RequireEncryption).ShouldBe(("Refuse", false, 180, false));

        await house.SetAsync(provider, change => change with { ClockSkewSeconds = 60, SubjectAttribute = "uid" });
        await house.SetAsync(provider, change => change with { ForceAuthn = true });
        settings = await house.GetAsync(provider);
        (settings.ClockSkewSeconds, settings.SubjectAttribute, settings.ForceAuthn).ShouldBe((60, "uid", true));
        (await house.SetAsync(provider, change => change with { Reset = ["SubjectAttribute", "ClockSkewSeconds"] })).SubjectAttribute.ShouldBeNull();
        (await house.GetAsync(provider)).ClockSkewSeconds.ShouldBe(180);
    }

    [Fact]
    public async Task A_preset_says_in_words_what_it_sets_and_single_members_win_over_it()
    {
        await using var house = await TestHouse.OpenAsync();
        var provider = await house.ProviderAsync(house.Root, "corp");
        var settings = await house.SetAsync(provider, change => change with { Preset = "Entra", ClockSkewSeconds = 60 });
        settings.SubjectAttribute.ShouldBe("http://schemas.microsoft.com/identity/claims/objectidentifier");
        settings.ClockSkewSeconds.ShouldBe(60);
        settings.AuthnRequestBinding.ShouldBe("Redirect");
        settings.PresetSays!.Count.ShouldBeGreaterThan(3);
    }

    [Theory]
    [InlineData("Preset")]
    [InlineData("MailDomain")]
    [InlineData("http URL")]
    [InlineData("URL with a user")]
    [InlineData("TrustAnchor")]
    [InlineData("transient format without a key")]
    [InlineData("Reset")]
    [InlineData("NameIdFormat")]
    public async Task Is_not_taken(string what)
    {
        await using var house = await TestHouse.OpenAsync();
        var provider = await house.ProviderAsync(house.Root, "corp");
        var request = new UpdateSamlProviderSettingsRequest { SAMLProviderArn = provider };
        request = what switch
        {
            "Preset" => request with { Preset = "Nobody" },
            "MailDomain" => request with { MailDomains = ["exa mple.com"] },
            "http URL" => request with { MetadataUrl = "http://idp.example.org/metadata" },
            "URL with a user" => request with { MetadataUrl = "https://user:secret@idp.example.org/metadata" },
            "TrustAnchor" => request with { MetadataTrustAnchor = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----" },
            "transient format without a key" => request with { NameIdFormat = "urn:oasis:names:tc:SAML:2.0:nameid-format:transient" },
            "Reset" => request with { Reset = ["Everything"] },
            _ => request with { NameIdFormat = "persistent" },
        };
        (await house.CallAsync("federation", "UpdateSamlProviderSettings", request)).Error!.Code.ShouldBe("InvalidSettingException");
    }

    [Fact]
    public async Task Mail_domains_and_the_sign_in_page_belong_to_the_management_account()
    {
        await using var house = await TestHouse.OpenAsync();
        var member = SamlWorld.RootOf(await house.AccountAsync("member"));
        var theirs = await house.ProviderAsync(member, "corp");
        foreach (var request in new[]
        {
            new UpdateSamlProviderSettingsRequest { SAMLProviderArn = theirs, MailDomains = ["example.com"] },
            new UpdateSamlProviderSettingsRequest { SAMLProviderArn = theirs, ShowOnSignIn = true },
            new UpdateSamlProviderSettingsRequest { SAMLProviderArn = theirs, Reset = ["ShowOnSignIn"] },
        })
        {
            (await house.CallAsync("federation", "UpdateSamlProviderSettings", request, member)).Error!.Code.ShouldBe("AccessDenied");
        }

        (await house.SetAsync(theirs, change => change with { MailDomains = ["Example.COM"], ShowOnSignIn = true })).MailDomains.ShouldBe(["example.com"]);
        (await house.CallAsync("federation", "UpdateSamlProviderSettings", new UpdateSamlProviderSettingsRequest { SAMLProviderArn = theirs, AllowSha1 = true })).Error!.Code.ShouldBe("AccessDenied");

        var ours = await house.ProviderAsync(house.Root, "other");
        (await house.CallAsync("federation", "UpdateSamlProviderSettings", new UpdateSamlProviderSettingsRequest { SAMLProviderArn = ours, MailDomains = ["example.com"] }))
            .Error!.Code.ShouldBe("MailDomainInUseException");
    }

    [Fact]
    public async Task Another_accounts_provider_is_not_there_for_a_member()
    {
        await using var house = await TestHouse.OpenAsync();
        var member = SamlWorld.RootOf(await house.AccountAsync("member"));
        var ours = await house.ProviderAsync(house.Root, "corp");
        (await house.CallAsync("federation", "GetSamlProviderSettings", new GetSamlProviderSettingsRequest { SAMLProviderArn = ours }, member)).Error!.Code.ShouldBe("NoSuchEntity");
        (await house.CallAsync("federation", "UpdateSamlProviderSettings", new UpdateSamlProviderSettingsRequest { SAMLProviderArn = ours, AllowSha1 = true }, member)).Error!.Code.ShouldBe("NoSuchEntity");
    }
}
