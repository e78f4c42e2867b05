using System.Text.Json;
using Federation.BrowserTests.Fixtures;
using Federation.SystemTests.Fixtures;
using Microsoft.Playwright;

namespace Federation.BrowserTests;

/// <summary>From the first page to credentials and out again.</summary>
public sealed class PortalTests(Chromium chromium)
{
    [Fact]
    public async Task A_person_signs_in_and_takes_credentials_that_work_until_they_sign_out()
    {
        await using var window = await chromium.OpenAsync();
        var page = window.Page;
        await page.GotoAsync(chromium.Gateway);
        await window.IsRightAsync("sign-in");

        await window.SignInWithSamlAsync(chromium, "bob");
        await page.WaitForURLAsync(chromium.Gateway);
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Your roles", Level = 1 })).ToBeVisibleAsync();
        await window.IsRightAsync("portal");

        await page.GetByRole(AriaRole.Link, new() { Name = "Developer" }).First.ClickAsync();
        await window.IsRightAsync("role");

        await page.GetByLabel("Session length").SelectOptionAsync("900");
        await page.GetByRole(AriaRole.Button, new() { Name = "Get credentials" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Your credentials" })).ToBeVisibleAsync();
        new Uri(page.Url).Query.ShouldNotContain("ASIA");
        await window.IsRightAsync("credentials");

        var credentials = await ReadAsync(page);
        using var client = new GatewayClient(new Uri(chromium.Gateway), credentials);
        (await client.QueryAsync("sts", "GetCallerIdentity")).Succeeded().Value("Arn").ShouldEndWith("assumed-role/Developer/bob");

        var left = await page.RunAndWaitForResponseAsync(
            () => page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync(), response => response.Request.Method == "POST");
        (await left.HeaderValueAsync("clear-site-data")).ShouldBe("\"cache\"");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Signed out" })).ToBeVisibleAsync();
        await window.IsRightAsync("signed-out");
        (await page.Context.CookiesAsync()).ShouldNotContain(cookie => cookie.Name == "fed-session");
        (await client.QueryAsync("sts", "GetCallerIdentity")).ErrorCode.ShouldNotBeNull("sign-out ends the credentials of the session");

        // The back button finds no secret: the answer was never stored, and the form is not sent again by itself.
        (await Should.ThrowAsync<PlaywrightException>(() => page.GoBackAsync())).Message.ShouldContain("ERR_CACHE_MISS");
    }

    [Fact]
    public async Task Typing_narrows_the_roles_at_once_and_says_how_many_are_left()
    {
        await using var window = await chromium.OpenAsync();
        await window.SignInWithSamlAsync(chromium, "bob");
        var page = window.Page;
        await page.GetByLabel("Search accounts and roles").FillAsync("READ");
        await Assertions.Expect(page.GetByText("1 match")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".row-name:visible")).ToHaveTextAsync(["ReadOnly"]);
        page.Url.ShouldBe(chromium.Gateway);
        await page.GetByLabel("Search accounts and roles").FillAsync("nothing like it");
        await Assertions.Expect(page.GetByText("0 matches")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("No role of yours has all of these words")).ToBeVisibleAsync();
        await window.IsRightAsync("portal-nothing-found");
    }

    [Fact]
    public async Task A_session_length_that_the_form_does_not_offer_is_refused_on_the_page()
    {
        await using var window = await chromium.OpenAsync();
        await window.SignInWithSamlAsync(chromium, "bob");
        var page = window.Page;
        await page.GetByRole(AriaRole.Link, new() { Name = "Developer" }).First.ClickAsync();
        await page.EvaluateAsync("document.querySelector('#length option:checked').value = '60'");
        await page.GetByRole(AriaRole.Button, new() { Name = "Get credentials" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("No credentials were issued");
        await window.IsRightAsync("role-refused", 400);
    }

    [Fact]
    public async Task The_last_provider_is_offered_first_and_can_be_forgotten()
    {
        await using var window = await chromium.OpenAsync();
        var page = window.Page;
        await window.SignInWithSamlAsync(chromium, "bob");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Sign in again" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Last used in this browser")).ToBeVisibleAsync();
        await window.IsRightAsync("sign-in-again");

        await page.GetByRole(AriaRole.Button, new() { Name = "Forget this choice" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Last used in this browser")).ToHaveCountAsync(0);
        (await page.Context.CookiesAsync()).ShouldNotContain(cookie => cookie.Name == "fed-provider");
    }

    [Fact]
    public async Task A_person_without_a_role_is_signed_in_and_told_why_there_is_none()
    {
        await using var window = await chromium.OpenAsync();
        await window.SignInWithSamlAsync(chromium, "carol");
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Heading, new() { Name = "No role is available to you" })).ToBeVisibleAsync();
        await window.Page.GetByText("What your identity provider said").ClickAsync();
        await Assertions.Expect(window.Page.GetByText("Carol Carter").Last).ToBeVisibleAsync();
        await window.IsRightAsync("no-role");
    }

    [Fact]
    public async Task A_link_to_a_role_leads_there_after_the_sign_in()
    {
        await using var window = await chromium.OpenAsync();
        var page = window.Page;
        await window.SignInWithSamlAsync(chromium, "bob");
        var role = await page.Locator("a.row-link").First.GetAttributeAsync("href");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();

        await page.GotoAsync(chromium.At(role!));
        page.Url.ShouldContain("returnUrl=");
        await page.GetByRole(AriaRole.Link, new() { Name = "example-corp" }).First.ClickAsync();
        await page.WaitForURLAsync(chromium.At(role!));
        await Assertions.Expect(page.GetByLabel("Session length")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_role_of_somebody_else_is_no_page_of_mine()
    {
        await using var window = await chromium.OpenAsync();
        await window.SignInWithSamlAsync(chromium, "carol");
        await window.Page.GotoAsync(chromium.At("/portal/role?arn=arn%3Aaws%3Aiam%3A%3A111122223333%3Arole%2FAdmin"));
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Heading, new() { Name = "This role is not available to you" })).ToBeVisibleAsync();
        await window.IsRightAsync("role-not-available", 404);
    }

    private static async Task<Credentials> ReadAsync(IPage page) =>
        Credentials.Read(JsonSerializer.Deserialize<JsonElement>((await page.Locator("#json-text").TextContentAsync())!));
}
