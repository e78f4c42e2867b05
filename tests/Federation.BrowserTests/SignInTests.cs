using System.Text.Json;
using Federation.BrowserTests.Fixtures;
using Federation.SystemTests.Fixtures;
using Microsoft.Playwright;

namespace Federation.BrowserTests;

/// <summary>The whole login in a browser, with the identity provider on another site.</summary>
public sealed class SignInTests(Chromium chromium, DemoWorld demo)
{
    [Fact]
    public async Task A_person_signs_in_and_takes_credentials_that_work_until_they_sign_out()
    {
        await using var watched = await chromium.OpenAsync();
        var page = watched.Page;
        await page.GotoAsync(demo.Gateway.AbsoluteUri);
        await watched.IsRightAsync("sign-in");

        await demo.SignInAsync(watched, "bob");
        await page.WaitForURLAsync(demo.Gateway.AbsoluteUri);
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Your roles", Level = 1 })).ToBeVisibleAsync();
        await watched.IsRightAsync("portal");

        await page.GetByRole(AriaRole.Link, new() { Name = "Developer" }).First.ClickAsync();
        await watched.IsRightAsync("role");

        await page.GetByLabel("Session length").SelectOptionAsync("900");
        await page.GetByRole(AriaRole.Button, new() { Name = "Get credentials" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Your credentials" })).ToBeVisibleAsync();
        new Uri(page.Url).Query.ShouldNotContain("ASIA");
        await watched.IsRightAsync("credentials");

        var credentials = await ReadAsync(page);
        using var client = new GatewayClient(demo.Gateway, credentials);
        (await client.QueryAsync("sts", "GetCallerIdentity")).Succeeded().Value("Arn").ShouldEndWith("assumed-role/Developer/bob");

        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Signed out" })).ToBeVisibleAsync();
        await watched.IsRightAsync("signed-out");
        (await page.Context.CookiesAsync()).ShouldNotContain(cookie => cookie.Name == "fed-session");
        (await client.QueryAsync("sts", "GetCallerIdentity")).ErrorCode.ShouldNotBeNull("sign-out ends the credentials of the session");

        // The back button finds no secret: the answer was never stored, and the form is not sent again by itself.
        (await Should.ThrowAsync<PlaywrightException>(() => page.GoBackAsync())).Message.ShouldContain("ERR_CACHE_MISS");
    }

    [Fact]
    public async Task The_last_provider_is_offered_first_and_can_be_forgotten()
    {
        await using var watched = await chromium.OpenAsync();
        var page = watched.Page;
        await demo.SignInAsync(watched, "bob");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Sign in again" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Last used in this browser")).ToBeVisibleAsync();
        await watched.IsRightAsync("sign-in-again");

        await page.GetByRole(AriaRole.Button, new() { Name = "Forget this choice" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Last used in this browser")).ToHaveCountAsync(0);
        (await page.Context.CookiesAsync()).ShouldNotContain(cookie => cookie.Name == "fed-provider");
    }

    [Fact]
    public async Task A_person_without_a_role_is_signed_in_and_told_why_there_is_none()
    {
        await using var watched = await chromium.OpenAsync();
        await demo.SignInAsync(watched, "carol");
        await Assertions.Expect(watched.Page.GetByRole(AriaRole.Heading, new() { Name = "No role is available to you" })).ToBeVisibleAsync();
        await watched.Page.GetByText("What your identity provider said").ClickAsync();
        await Assertions.Expect(watched.Page.GetByText("Carol Carter").Last).ToBeVisibleAsync();
        await watched.IsRightAsync("no-role");
    }

    [Fact]
    public async Task A_link_to_a_role_leads_there_after_the_sign_in()
    {
        await using var watched = await chromium.OpenAsync();
        var page = watched.Page;
        await demo.SignInAsync(watched, "bob");
        var role = await page.Locator("a.row-link").First.GetAttributeAsync("href");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();

        await page.GotoAsync(demo.At(role!).AbsoluteUri);
        page.Url.ShouldContain("returnUrl=");
        await page.GetByRole(AriaRole.Link, new() { Name = "example-corp" }).First.ClickAsync();
        await page.WaitForURLAsync(demo.At(role!).AbsoluteUri);
        await Assertions.Expect(page.GetByLabel("Session length")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_role_of_somebody_else_is_no_page_of_mine()
    {
        await using var watched = await chromium.OpenAsync();
        await demo.SignInAsync(watched, "carol");
        await watched.Page.GotoAsync(demo.At("/portal/role?arn=arn%3Aaws%3Aiam%3A%3A111122223333%3Arole%2FAdmin").AbsoluteUri);
        await Assertions.Expect(watched.Page.GetByRole(AriaRole.Heading, new() { Name = "This role is not available to you" })).ToBeVisibleAsync();
        await watched.IsRightAsync("role-not-available", 404);
    }

    private static async Task<Credentials> ReadAsync(IPage page) =>
        Credentials.Read(JsonSerializer.Deserialize<JsonElement>((await page.Locator("#json-text").TextContentAsync())!));
}
