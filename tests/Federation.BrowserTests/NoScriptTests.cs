using Federation.BrowserTests.Fixtures;
using Microsoft.Playwright;

namespace Federation.BrowserTests;

/// <summary>A person who has switched script off: everything works but the copy buttons, which are not shown.</summary>
public sealed class NoScriptTests(Chromium chromium, CrowdedGateway crowded)
{
    [Fact]
    public async Task Roles_are_searched_and_credentials_taken_and_the_session_is_ended()
    {
        await using var window = await chromium.OpenAsync(script: false);
        var page = window.Page;
        await window.SignInWithSamlAsync(chromium, "bob", script: false);
        await page.GetByLabel("Search accounts and roles").FillAsync("readonly manage");
        await page.GetByRole(AriaRole.Button, new() { Name = "Search" }).ClickAsync();
        await Assertions.Expect(page.Locator(".row-name")).ToHaveTextAsync(["ReadOnly"]);
        await page.GetByRole(AriaRole.Link, new() { Name = "Show all" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Developer" }).First.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Get credentials" }).ClickAsync();

        foreach (var block in new[] { "bash", "powershell", "credentials", "config", "json", "try" })
        {
            await Assertions.Expect(page.Locator($"#{block}-text")).ToBeVisibleAsync();
        }

        await Assertions.Expect(page.Locator("button[data-copy]").First).ToBeHiddenAsync();
        await Assertions.Expect(page.GetByText("Valid until").Locator("time")).ToContainTextAsync("UTC");

        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Signed out" })).ToBeVisibleAsync();
        window.TakeComplaints().ShouldBeEmpty();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_POST_binding_crosses_sites_by_itself_or_by_its_button(bool script)
    {
        await using var window = await chromium.OpenAsync(script);
        var page = window.Page;
        var sent = page.WaitForRequestAsync($"{crowded.SignOn}**");
        await page.GotoAsync($"{crowded.Url}saml/login?provider={CrowdedGateway.PostProvider}");
        if (!script)
        {
            await page.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync();
        }

        var request = await sent;
        request.Method.ShouldBe("POST");
        request.PostData!.ShouldContain("SAMLRequest=");
        request.PostData!.ShouldContain("RelayState=");
        window.TakeComplaints().ShouldBeEmpty();
    }
}
