using Federation.BrowserTests.Fixtures;
using Federation.SystemTests.Fixtures;
using Microsoft.Playwright;

namespace Federation.BrowserTests;

/// <summary>Every page of the console in its states, as an administrator meets them.</summary>
public sealed class ConsolePageTests(Chromium chromium)
{
    [Fact]
    public async Task An_administrator_chooses_a_role_and_works_with_a_provider()
    {
        await using var house = await AdministeredGateway.StartAsync();
        await using var window = await chromium.OpenAsync();
        var page = window.Page;
        await OpenAsync(house, window, "alice", GatewaySetup.Administrator, "console-choose-role");
        await window.IsRightAsync("console-providers");

        await page.GetByRole(AriaRole.Link, new() { Name = GatewaySetup.Provider }).First.ClickAsync();
        await window.IsRightAsync("console-provider");
        await page.GetByLabel("Product").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await page.GetByRole(AriaRole.Button, new() { Name = "Apply" }).ClickAsync();
        await Assertions.Expect(page.Locator(".notice-ok")).ToContainTextAsync("The preset is applied.");
        await window.IsRightAsync("console-provider-preset");

        await page.GetByRole(AriaRole.Button, new() { Name = "Test login" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Test login" }).First).ToBeVisibleAsync();
        await window.IsRightAsync("console-provider-test-login");
        await page.GetByRole(AriaRole.Link, new() { Name = "Begin the test login" }).ClickAsync();
        await page.WaitForURLAsync("**/console/traces/**");
        await page.GetByText("checks passed").ClickAsync();
        await window.IsRightAsync("console-trace-tested");

        await house.AddProvidersAsync(60);
        await page.GotoAsync(house.At("/console/providers"));
        await Assertions.Expect(page.Locator(".row-name")).ToHaveCountAsync(50);
        await window.IsRightAsync("console-providers-many");
        await page.GetByRole(AriaRole.Link, new() { Name = "Next" }).ClickAsync();
        await Assertions.Expect(page.Locator(".row-name")).ToHaveCountAsync(11);
        await page.GetByLabel("Search by name").FillAsync("company-07");
        await page.GetByRole(AriaRole.Button, new() { Name = "Search" }).ClickAsync();
        await Assertions.Expect(page.Locator(".row-name")).ToHaveTextAsync(["company-07"]);
    }

    [Fact]
    public async Task Mappings_traces_calendar_and_keys_are_read_and_changed()
    {
        await using var house = await AdministeredGateway.StartAsync();
        await using var window = await chromium.OpenAsync();
        var page = window.Page;
        await RefusedLoginAsync(house);
        await OpenAsync(house, window, "alice", GatewaySetup.Administrator);

        await page.GotoAsync(house.At("/console/mappings"));
        await window.IsRightAsync("console-mappings");
        await page.GetByRole(AriaRole.Link, new() { Name = "groups" }).First.ClickAsync();
        await window.IsRightAsync("console-mapping");
        var accepted = (await house.ManageAsync("ListLoginTraces", new { Outcome = "Accepted" })).GetProperty("LoginTraces")[0].GetProperty("TraceId").GetString()!;
        await page.GetByLabel("Reference of a recorded login").FillAsync(accepted);
        await page.GetByRole(AriaRole.Button, new() { Name = "Try on this login" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "What each rule gives this person" })).ToBeVisibleAsync();
        await window.IsRightAsync("console-mapping-tried");
        var rules = page.GetByLabel("Rules");
        await rules.FillAsync((await rules.InputValueAsync()).Replace("administrators", "owners", StringComparison.Ordinal));
        await page.GetByRole(AriaRole.Button, new() { Name = "Dry run over recorded logins" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Dry run: 1 person, 1 would change" })).ToBeVisibleAsync();
        await window.IsRightAsync("console-mapping-dry-run");

        await page.GotoAsync(house.At("/console/traces"));
        await Assertions.Expect(page.GetByText("Refused").Last).ToBeVisibleAsync();
        await window.IsRightAsync("console-traces");
        await page.GetByRole(AriaRole.Row).Filter(new() { HasText = "xml.well-formed" }).GetByRole(AriaRole.Link).ClickAsync();
        await window.IsRightAsync("console-trace-refused");
        await page.GotoAsync(house.At("/console/traces?outcome=Accepted"));
        await page.GetByRole(AriaRole.Row).Nth(1).GetByRole(AriaRole.Link).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Show values" }).ClickAsync();
        await window.IsRightAsync("console-trace-values");

        await page.GotoAsync(house.At("/console/calendar"));
        await window.IsRightAsync("console-calendar");
        await page.GotoAsync(house.At("/console/keys"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Announce the next key for signing" }).ClickAsync();
        await Assertions.Expect(page.Locator(".notice-ok")).ToContainTextAsync("in our metadata");
        await window.IsRightAsync("console-keys");
        await page.GetByRole(AriaRole.Button, new() { Name = "Use the next key for signing" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("InvalidSamlKeyException");
        await page.GetByLabel("At once").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Use the next key for signing" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Retired")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task What_a_role_may_not_do_its_pages_refuse_and_a_role_that_is_withheld_is_explained()
    {
        await using var house = await AdministeredGateway.StartAsync();
        await using var window = await chromium.OpenAsync();
        var page = window.Page;
        await OpenAsync(house, window, "bob", GatewaySetup.Developer);
        await page.GotoAsync(house.At("/console/traces"));
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("is not authorized to perform");
        await window.IsRightAsync("console-refused");

        await house.WithholdAsync(GatewaySetup.Developer);
        await page.Context.ClearCookiesAsync();
        await house.SignInAsync(window, "bob");
        await Assertions.Expect(page.GetByText("The role's trust policy does not allow this sign-in.").First).ToBeVisibleAsync();
        await window.IsRightAsync("portal-withheld");

        await using var other = await chromium.OpenAsync();
        await OpenAsync(house, other, "alice", GatewaySetup.Administrator);
        await other.Page.GotoAsync(house.At("/console/traces?outcome=Accepted"));
        await other.Page.GetByRole(AriaRole.Row).Nth(2).GetByRole(AriaRole.Link).ClickAsync();
        await Assertions.Expect(other.Page.GetByRole(AriaRole.Heading, new() { Name = "Given and not usable" })).ToBeVisibleAsync();
        await other.IsRightAsync("console-trace-withheld");
    }

    private static async Task OpenAsync(AdministeredGateway house, Window window, string person, string role, string? picture = null)
    {
        await house.SignInAsync(window, person);
        await window.Page.GotoAsync(house.At("/console"));
        if (picture is not null)
        {
            await window.IsRightAsync(picture);
        }

        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Open console as " + role }).ClickAsync();
        await window.Page.WaitForURLAsync("**/console/providers");
    }

    private static async Task RefusedLoginAsync(AdministeredGateway house)
    {
        using var stranger = new TestBrowser();
        var broken = Convert.ToBase64String("<samlp:Response"u8);
        ((int)(await stranger.PostAsync(house.Gateway.AssertionConsumerService, new Dictionary<string, string> { ["SAMLResponse"] = broken })).Status).ShouldBe(400);
    }
}
