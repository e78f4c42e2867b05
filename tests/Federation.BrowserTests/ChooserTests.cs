using Federation.BrowserTests.Fixtures;
using Microsoft.Playwright;

namespace Federation.BrowserTests;

/// <summary>The choice among thousands of identity providers.</summary>
public sealed class ChooserTests(Chromium chromium, CrowdedGateway gateway)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Thousands_of_providers_are_searched_and_paged_through_with_and_without_script(bool script)
    {
        await using var window = await chromium.OpenAsync(script);
        var page = window.Page;
        await page.GotoAsync(gateway.Url.AbsoluteUri);
        var names = page.Locator(".choice-name");
        await Assertions.Expect(names).ToHaveCountAsync(20);
        await Assertions.Expect(names.First).ToHaveTextAsync("company-0000");
        if (script)
        {
            await window.IsRightAsync("sign-in-many");
        }

        await page.GetByRole(AriaRole.Link, new() { Name = "Next page" }).ClickAsync();
        await Assertions.Expect(names.First).ToHaveTextAsync("company-0020");

        await page.GetByLabel("Search by name").FillAsync("ANY-29");
        await page.GetByRole(AriaRole.Button, new() { Name = "Search" }).ClickAsync();
        await Assertions.Expect(names.First).ToHaveTextAsync("company-2900");
        await page.GetByRole(AriaRole.Link, new() { Name = "Next page" }).ClickAsync();
        await Assertions.Expect(names.First).ToHaveTextAsync("company-2920");

        await page.GetByLabel("Search by name").FillAsync("100%");
        await page.GetByRole(AriaRole.Button, new() { Name = "Search" }).ClickAsync();
        await Assertions.Expect(names).ToHaveCountAsync(0);
        await Assertions.Expect(page.GetByText("No organization’s name contains “100%”")).ToBeVisibleAsync();
        if (script)
        {
            await window.IsRightAsync("sign-in-nothing-found");
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_mail_domain_leads_across_sites_to_its_provider_whatever_form_action_says(bool script)
    {
        await using var window = await chromium.OpenAsync(script);
        var page = window.Page;
        await page.GotoAsync(gateway.Url.AbsoluteUri);
        await page.GetByLabel("Work mail address").FillAsync($"someone@{CrowdedGateway.MailDomain.ToUpperInvariant()}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync();
        await page.WaitForURLAsync(url => url.StartsWith(gateway.SignOn.AbsoluteUri, StringComparison.Ordinal));
        page.Url.ShouldContain("SAMLRequest=");
        window.TakeComplaints().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("someone@elsewhere.example")]
    [InlineData("someone@sub.north.example")]
    [InlineData("north.example")]
    public async Task An_address_that_leads_nowhere_is_said_to(string mail)
    {
        await using var window = await chromium.OpenAsync();
        var page = window.Page;
        await page.GotoAsync(gateway.Url.AbsoluteUri);
        await page.GetByLabel("Work mail address").FillAsync(mail);
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("No identity provider is set up for this address");
        await Assertions.Expect(page.GetByLabel("Work mail address")).ToHaveValueAsync(mail);
        page.Url.ShouldNotContain("north.example");
        page.Url.ShouldNotContain("elsewhere");
        await window.IsRightAsync("sign-in-unknown-mail");
    }
}
