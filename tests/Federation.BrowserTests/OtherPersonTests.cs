using Federation.BrowserTests.Fixtures;
using Federation.SystemTests.Fixtures;
using Microsoft.Playwright;

namespace Federation.BrowserTests;

/// <summary>A sign-in that the identity provider starts while another person is signed in: a page of another site must not change who works here.</summary>
public sealed class OtherPersonTests(Chromium chromium)
{
    [Fact]
    public async Task The_person_who_is_signed_in_decides_whether_another_takes_their_place()
    {
        await using var gateway = await GatewayProcess.StartAsync();
        var identityProvider = new Uri($"http://localhost:{Loopback.FreePort()}");
        await using var process = ChildProcess.StartBuilt("Federation.Demo", ["--idp-only", "--idp-port", $"{identityProvider.Port}", "--sp-metadata", gateway.Metadata.AbsoluteUri]);
        await process.UntilOutputAsync("Ready.");
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        var account = await gateway.SetUpAsync(await http.GetStringAsync(new Uri(identityProvider, "/metadata"), TestContext.Current.CancellationToken));
        using var root = gateway.As(gateway.Root());
        (await root.JsonAsync("federation", "UpdateSamlProviderSettings", new { SAMLProviderArn = GatewaySetup.ProviderArn(account), IdpInitiated = "Accept" })).Succeeded();

        await using var window = await chromium.OpenAsync();
        var page = window.Page;
        await page.GotoAsync($"{gateway.Url}saml/login?provider={GatewaySetup.Provider}");
        await window.FillInAsync("bob", "demo-bob");
        await page.WaitForURLAsync(gateway.Url.AbsoluteUri);
        await page.Context.ClearCookiesAsync(new BrowserContextClearCookiesOptions { Domain = identityProvider.Host });
        await LaunchAsAliceAsync(window, identityProvider);
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Change who is signed in?");
        await window.IsRightAsync("change-person");

        await page.GetByRole(AriaRole.Link, new() { Name = "Stay signed in" }).ClickAsync();
        await Assertions.Expect(page.Locator(".bar-name")).ToContainTextAsync("Bob Builder");

        await LaunchAsAliceAsync(window, identityProvider, signedInThere: true);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Assertions.Expect(page.Locator(".bar-name")).ToContainTextAsync("Alice Archer");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Another_sites_link_changes_nobody_without_the_persons_word(bool script)
    {
        await using var window = await chromium.OpenAsync(script);
        var page = window.Page;
        await window.SignInWithSamlAsync(chromium, "bob", script);
        await page.RouteAsync("http://other.example/", route => route.FulfillAsync(new RouteFulfillOptions
        {
            ContentType = "text/html",
            Body = $"<!DOCTYPE html><link rel=icon href=data:,><a href='{chromium.At("/saml/login?provider=example-corp")}'>Come in</a>",
        }));
        await page.GotoAsync("http://other.example/");
        await page.GetByRole(AriaRole.Link).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Change who is signed in?");
        await Assertions.Expect(page.GetByText("Bob Builder")).ToBeVisibleAsync();
        if (script)
        {
            await window.IsRightAsync("sign-in-from-elsewhere");
        }

        // The way on leads over the other site and back, which a form of this page could not do.
        await page.GetByRole(AriaRole.Link, new() { Name = "Sign in again" }).ClickAsync();
        if (!script)
        {
            await page.GetByRole(AriaRole.Button).First.ClickAsync();
        }

        await page.WaitForURLAsync(chromium.Gateway);
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Your roles" })).ToBeVisibleAsync();
        window.TakeComplaints().ShouldBeEmpty();
    }

    private static async Task LaunchAsAliceAsync(Window window, Uri identityProvider, bool signedInThere = false)
    {
        await window.Page.GotoAsync(identityProvider.AbsoluteUri);
        await window.Page.Locator(".applications a").ClickAsync();
        if (!signedInThere)
        {
            await window.FillInAsync("alice", "demo-alice");
        }

        await window.Page.WaitForURLAsync("**/saml/resume?**");
    }
}
