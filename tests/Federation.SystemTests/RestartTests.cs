using System.Net;
using Federation.SystemTests.Fixtures;

namespace Federation.SystemTests;

/// <summary>The gateway ends in the middle, orderly or by kill -9, and comes back over the same data.</summary>
public sealed class RestartTests(CorporateGateway corporate) : IClassFixture<CorporateGateway>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_sign_in_that_is_pending_goes_on(bool kill)
    {
        using var browser = new TestBrowser();
        var form = await browser.OpenAsync(new Uri(corporate.Url, "/saml/login?provider=" + GatewaySetup.Provider));
        await EndAndStartAsync(kill);
        var response = await browser.SubmitAsync(form, "password", ("username", "bob"), ("password", "demo-bob"));
        await EndAndStartAsync(kill);
        (await browser.SubmitAsync(response, "SAMLResponse")).Status.ShouldBe(HttpStatusCode.OK, corporate.Gateway.Transcript);
        (await browser.RolesAsync(corporate.Url)).Keys.ShouldBe([GatewaySetup.Developer]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_session_lives_on_and_so_do_its_credentials(bool kill)
    {
        using var browser = await corporate.SignInWithSamlAsync("bob");
        var credentials = Credentials.Read(await browser.CredentialsAsync(corporate.Url, corporate.RoleArn(GatewaySetup.Developer)));
        await EndAndStartAsync(kill);
        (await browser.GetJsonAsync(new Uri(corporate.Url, "/portal/session"))).Status.ShouldBe(HttpStatusCode.OK);
        using var client = corporate.Gateway.As(credentials);
        (await client.QueryAsync("sts", "GetCallerIdentity")).Succeeded().Value("Arn").ShouldEndWith("/Developer/bob");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_response_that_was_used_stays_used(bool kill)
    {
        using var browser = new TestBrowser();
        var form = await browser.OpenAsync(new Uri(corporate.Url, "/saml/login?provider=" + GatewaySetup.Provider));
        var response = await browser.SubmitAsync(form, "password", ("username", "bob"), ("password", "demo-bob"));
        (await browser.SubmitAsync(response, "SAMLResponse")).Status.ShouldBe(HttpStatusCode.OK);
        await EndAndStartAsync(kill);

        // The back button in the browser that holds the session leads home; anybody else gets nothing.
        (await browser.SubmitAsync(response, "SAMLResponse")).Address.ShouldBe(corporate.Url);
        using var thief = new TestBrowser();
        (await thief.SubmitAsync(response, "SAMLResponse")).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await thief.GetJsonAsync(new Uri(corporate.Url, "/portal/session"))).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task What_was_acknowledged_before_kill_9_is_there_after_it()
    {
        using var root = corporate.Gateway.As(corporate.Gateway.Root());
        var trust = GatewaySetup.Trust(corporate.Account, corporate.Gateway);
        var acknowledged = new List<string>();
        for (var round = 0; round < 3; round++)
        {
            var writes = Enumerable.Range(0, 4).Select(number => $"Kill{round}{number}").Select(async name =>
                ((await root.QueryAsync("iam", "CreateRole", ("RoleName", name), ("AssumeRolePolicyDocument", trust))).Status, name)).ToArray();
            acknowledged.AddRange((await Task.WhenAll(writes)).Where(write => write.Status == HttpStatusCode.OK).Select(write => write.name));
            await EndAndStartAsync(kill: true);
        }

        acknowledged.Count.ShouldBe(12);
        foreach (var name in acknowledged)
        {
            (await root.QueryAsync("iam", "GetRole", ("RoleName", name))).Succeeded();
        }
    }

    [Fact]
    public async Task The_root_key_of_the_first_start_is_not_made_again()
    {
        var before = corporate.Gateway.Root();
        await EndAndStartAsync(kill: false);
        corporate.Gateway.Root().ShouldBe(before);
    }

    private async Task EndAndStartAsync(bool kill)
    {
        await (kill ? corporate.Gateway.KillAsync() : corporate.Gateway.StopAsync());
        await corporate.Gateway.StartAgainAsync();
    }
}
