using System.Security.Cryptography;
using Federation.Model.Outbound;
using Federation.Services.WebIdentity;
using Federation.UnitTests.Services.House;

namespace Federation.UnitTests.Services.WebIdentity;

/// <summary>How issuers' keys are fetched, kept and fetched again.</summary>
public sealed class IssuerKeysTests
{
    [Theory]
    [InlineData("https://idp.example.net/realm", "https://idp.example.net/realm/.well-known/openid-configuration")]
    [InlineData("https://idp.example.net/", "https://idp.example.net/.well-known/openid-configuration")]
    [InlineData("https://idp.example.net:8443", "https://idp.example.net:8443/.well-known/openid-configuration")]
    public async Task Keys_are_discovered_once_within_bounds_and_kept(string url, string discovery)
    {
        await using var world = await WebWorld.OpenAsync(url, thumbprints: ["0123456789abcdef0123456789abcdef01234567"]);
        await world.AssumeAsync(world.Token());
        await world.AssumeAsync(world.Token());
        world.Issuer.Requests.Select(request => request.Url.AbsoluteUri).ShouldBe([discovery, url.TrimEnd('/') + "/keys"]);
        world.Issuer.Requests.ShouldAllBe(request => !request.AllowHttp && request.MaxBytes <= 512 * 1024 && request.Timeout <= TimeSpan.FromSeconds(5));
        world.Issuer.Requests.ShouldAllBe(request => request.PinnedCertificates.Single() == "0123456789abcdef0123456789abcdef01234567");
    }

    [Fact]
    public async Task A_new_kid_is_asked_for_at_most_twice_a_minute()
    {
        await using var world = await WebWorld.OpenAsync();
        await world.AssumeAsync(world.Token());
        world.Issuer.Keys["new"] = RSA.Create(2048);
        await world.RefusedAsync(world.Token(null, "RS256", "new"));
        world.Issuer.Requests.Count.ShouldBe(2);
        world.House.Time.Advance(IssuerKeys.LeastPause);
        await world.AssumeAsync(world.Token(null, "RS256", "new"));
        world.Issuer.Requests.Count.ShouldBe(4);
        world.Issuer.Keys["invented"] = RSA.Create(2048);
        var invented = world.Token(null, "RS256", "invented");
        world.Issuer.Keys.Remove("invented");
        for (var i = 0; i < 20; i++)
        {
            await world.RefusedAsync(invented);
        }

        world.Issuer.Requests.Count.ShouldBe(4);
    }

    [Fact]
    public async Task A_key_that_the_issuer_withdrew_counts_no_longer_after_an_hour()
    {
        await using var world = await WebWorld.OpenAsync();
        await world.AssumeAsync(world.Token());
        var withdrawn = world.Issuer.Keys["rsa"];
        world.Issuer.Keys["rsa"] = RSA.Create(2048);
        string Old() => world.Issuer.Sign(world.Issuer.Claims(world.House.Time.GetUtcNow()), key: withdrawn);
        world.House.Time.Advance(IssuerKeys.UsualAge - TimeSpan.FromSeconds(1));
        await world.AssumeAsync(Old());
        world.House.Time.Advance(TimeSpan.FromSeconds(1));
        (await world.RefusedAsync(Old())).Code.ShouldBe("InvalidIdentityToken");
        await world.AssumeAsync(world.Token());
    }

    [Fact]
    public async Task The_issuers_own_cache_age_is_followed_between_five_minutes_and_a_day()
    {
        await using var world = await WebWorld.OpenAsync();
        world.Issuer.MaxAge = TimeSpan.Zero;
        await world.AssumeAsync(world.Token());
        world.House.Time.Advance(TimeSpan.FromMinutes(4));
        await world.AssumeAsync(world.Token());
        world.Issuer.Requests.Count.ShouldBe(2);
        world.House.Time.Advance(TimeSpan.FromMinutes(1));
        world.Issuer.MaxAge = TimeSpan.FromDays(30);
        await world.AssumeAsync(world.Token());
        world.Issuer.Requests.Count.ShouldBe(4);
        world.House.Time.Advance(TimeSpan.FromHours(24));
        await world.AssumeAsync(world.Token());
        world.Issuer.Requests.Count.ShouldBe(6);
    }

    [Fact]
    public async Task Known_keys_outlast_an_outage_by_a_day_and_no_longer()
    {
        await using var world = await WebWorld.OpenAsync();
        await world.AssumeAsync(world.Token());
        world.Issuer.Refusal = "no connection";
        world.House.Time.Advance(TimeSpan.FromHours(23));
        await world.AssumeAsync(world.Token());
        world.House.Time.Advance(TimeSpan.FromHours(1));
        var error = await world.RefusedAsync(world.Token());
        (error.Code, error.HttpStatus).ShouldBe(("IDPCommunicationError", 400));
    }

    [Fact]
    public async Task An_issuer_that_does_not_answer_is_not_asked_again_at_once()
    {
        await using var world = await WebWorld.OpenAsync();
        world.Issuer.Refusal = "no connection";
        (await world.RefusedAsync(world.Token())).Code.ShouldBe("IDPCommunicationError");
        (await world.RefusedAsync(world.Token())).Code.ShouldBe("IDPCommunicationError");
        world.Issuer.Requests.Count.ShouldBe(1);
        world.Issuer.Refusal = null;
        world.House.Time.Advance(IssuerKeys.LeastPause);
        await world.AssumeAsync(world.Token());
    }

    [Fact]
    public async Task A_certificate_that_is_not_pinned_is_told_apart()
    {
        await using var world = await WebWorld.OpenAsync();
        world.Issuer.Refusal = OutboundRefusals.TlsFailed;
        var error = await world.RefusedAsync(world.Token());
        (error.Code, error.Message).ShouldBe(("InvalidIdentityToken", "OpenIDConnect provider's HTTPS certificate doesn't match configured thumbprint"));
    }

    [Fact]
    public async Task A_discovery_document_of_another_issuer_is_not_believed()
    {
        await using var world = await WebWorld.OpenAsync();
        world.Issuer.DiscoveryIssuer = "https://idp.example.net/realm/";
        (await world.RefusedAsync(world.Token())).Detail.ShouldBe("the discovery document names another issuer, or is none");
        world.Issuer.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_other_pins_let_in_is_fetched_anew()
    {
        await using var world = await WebWorld.OpenAsync();
        await world.AssumeAsync(world.Token());
        await world.House.DoAsync<Federation.Services.Pipeline.Nothing>("iam", "UpdateOpenIDConnectProviderThumbprint", new Federation.Services.Iam.OidcProviders.UpdateOpenIDConnectProviderThumbprintRequest
        {
            OpenIDConnectProviderArn = world.ProviderArn,
            ThumbprintList = ["0123456789abcdef0123456789abcdef01234567"],
        });
        await world.AssumeAsync(world.Token());
        world.Issuer.Requests.Count.ShouldBe(4);
    }

    [Fact]
    public async Task The_number_of_issuers_that_are_kept_is_bounded()
    {
        var issuer = new TokenIssuer { Refusal = "no connection" };
        await using var house = await TestHouse.OpenAsync();
        var keys = new IssuerKeys(issuer, house.Time);
        for (var i = 0; i < IssuerKeys.MostIssuers + 10; i++)
        {
            var provider = new Federation.Model.OidcProviders.OidcProvider { AccountId = house.Management, Url = $"idp{i}.example.net", ProviderId = "x", CreatedAt = house.Time.GetUtcNow() };
            await keys.FindAsync(provider, "RS256", null, default);
        }

        keys.Count.ShouldBeInRange(1, IssuerKeys.MostIssuers);
    }
}
