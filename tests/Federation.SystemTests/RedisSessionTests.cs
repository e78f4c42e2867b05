using System.Net;
using Federation.SystemTests.Fixtures;

namespace Federation.SystemTests;

/// <summary>Sessions in a real Redis: they work, they refuse when it is gone, and what must never be forgotten is not in it.</summary>
public sealed class RedisSessionTests
{
    [Fact]
    public async Task Sessions_live_in_redis_and_without_it_nobody_is_signed_in()
    {
        Tools.NeedRedis();
        await using var redis = await RedisServer.StartAsync();
        await using var corporate = new CorporateGateway();
        await corporate.StartAsync(("Federation__Redis__Configuration", redis.Configuration));

        using var browser = new TestBrowser();
        var form = await browser.OpenAsync(new Uri(corporate.Url, "/saml/login?provider=" + GatewaySetup.Provider));
        var response = await browser.SubmitAsync(form, "password", ("username", "bob"), ("password", "demo-bob"));
        (await browser.SubmitAsync(response, "SAMLResponse")).Status.ShouldBe(HttpStatusCode.OK, corporate.Gateway.Transcript);
        var credentials = Credentials.Read(await browser.CredentialsAsync(corporate.Url, corporate.RoleArn(GatewaySetup.Developer)));

        await redis.KillAsync();
        ((int)(await browser.OpenAsync(new Uri(corporate.Url, "/portal/session"))).Status).ShouldBeOneOf(401, 503);
        ((int)(await browser.OpenAsync(new Uri(corporate.Url, "/saml/login?provider=" + GatewaySetup.Provider))).Status).ShouldBeGreaterThanOrEqualTo(400);

        // Credentials need no session store.
        using var client = corporate.Gateway.As(credentials);
        (await client.QueryAsync("sts", "GetCallerIdentity")).Succeeded();

        // Redis comes back empty: the person signs in again, and the old response is still used up.
        await redis.StartAgainAsync();
        await corporate.Gateway.UntilAnswersAsync("/saml/login?provider=" + GatewaySetup.Provider);
        using var thief = new TestBrowser();
        (await thief.SubmitAsync(response, "SAMLResponse")).Status.ShouldBe(HttpStatusCode.BadRequest);
        using var again = await corporate.SignInWithSamlAsync("bob");
        (await again.RolesAsync(corporate.Url)).Keys.ShouldBe([GatewaySetup.Developer]);
    }
}
