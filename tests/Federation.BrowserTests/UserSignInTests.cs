using System.Text.Json;
using Federation.BrowserTests.Fixtures;
using Microsoft.Playwright;

namespace Federation.BrowserTests;

/// <summary>IAM users at the portal, in Chromium: password, code, new password, roles, switch of role.</summary>
public sealed class UserSignInTests(Chromium chromium, UserGateway gateway) : IClassFixture<UserGateway>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_user_gets_from_the_first_page_to_credentials(bool script)
    {
        Chromium.Need();
        await using var window = await chromium.OpenAsync(script);
        var page = window.Page;
        await page.GotoAsync(gateway.At("/"));
        await page.GetByRole(AriaRole.Link, new() { Name = "Sign in as IAM user" }).ClickAsync();
        await FillInAsync(window, "ann", "Wrong-Horse-1");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("is not right");
        (await page.Context.CookiesAsync([gateway.At("/")])).ShouldNotContain(cookie => cookie.Name == "fed-session");
        window.TakeComplaints(400).ShouldBeEmpty();
        await FillInAsync(window, "ann", UserGateway.Password);
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Your roles" })).ToBeVisibleAsync();

        var session = await ReadAsync(window, "portal/session");
        session.GetProperty("subject").GetString().ShouldBe($"arn:aws:iam::{gateway.AccountId}:user/ann");
        session.GetProperty("subjectFormat").GetString().ShouldBe("arn");
        session.TryGetProperty("provider", out _).ShouldBeFalse();
        (await ReadAsync(window, "portal/roles")).EnumerateArray().Select(role => role.GetProperty("roleName").GetString()).ShouldBe(["Deploy", "ReadOnly"]);

        await page.GetByRole(AriaRole.Link, new() { Name = "Deploy" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Get credentials" }).ClickAsync();
        await Assertions.Expect(page.GetByText("AWS_SESSION_TOKEN").First).ToBeAttachedAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Assertions.Expect(page.GetByText("no longer work")).ToBeVisibleAsync();
        (await page.ContentAsync()).ShouldNotContain("identity provider");
    }

    [Fact]
    public async Task Scripts_get_credentials_with_the_session()
    {
        Chromium.Need();
        await using var window = await SignInAsync("ann");
        var answer = await window.Page.Context.APIRequest.PostAsync(gateway.At("/portal/credentials"), new()
        {
            Headers = new Dictionary<string, string> { ["Content-Type"] = "application/json" },
            Data = JsonSerializer.Serialize(new { roleArn = $"arn:aws:iam::{gateway.AccountId}:role/Deploy", durationSeconds = 99_999 }),
        });
        answer.Status.ShouldBe(200, await answer.TextAsync());
        JsonSerializer.Deserialize<JsonElement>(await answer.TextAsync()).GetProperty("AccessKeyId").GetString().ShouldStartWith("ASIA");
    }

    [Fact]
    public async Task A_user_with_a_device_is_asked_for_its_code_and_may_name_any_role()
    {
        Chromium.Need();
        await using var window = await chromium.OpenAsync();
        var page = window.Page;
        await page.GotoAsync(gateway.At("/sign-in/user"));
        await FillInAsync(window, "bob", UserGateway.Password);
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "MFA code" })).ToBeVisibleAsync();
        await window.IsRightAsync("user-code");
        page.Url.ShouldBe(gateway.At("/sign-in/code"));
        await page.GetByLabel("Code, six digits").FillAsync(gateway.Code(7));
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("not right");
        await window.IsRightAsync("user-code-wrong", 400);
        await page.GetByLabel("Code, six digits").FillAsync(gateway.Code());
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();

        await Assertions.Expect(page.GetByText("No role is available to you")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("password and MFA device")).ToBeVisibleAsync();
        await window.IsRightAsync("user-switch-role");
        await page.GetByLabel("Role name with its path, or ARN").FillAsync("ReadOnly");
        await page.GetByRole(AriaRole.Button, new() { Name = "Open role" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "ReadOnly" })).ToBeVisibleAsync();
        await page.GotoAsync(gateway.At($"/portal/switch-role?role=arn:aws:iam::{gateway.AccountId}:role/Nowhere"));
        await Assertions.Expect(page.GetByText("The role does not exist, or may not be assumed by you now.")).ToBeVisibleAsync();
        await window.IsRightAsync("user-role-not-available", 404);
    }

    [Fact]
    public async Task A_password_that_was_given_is_replaced_and_can_be_changed_later()
    {
        Chromium.Need();
        await using var window = await chromium.OpenAsync();
        var page = window.Page;
        await page.GotoAsync(gateway.At("/sign-in/user"));
        await FillInAsync(window, "carol", UserGateway.Password);
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "New password" })).ToBeVisibleAsync();
        await window.IsRightAsync("user-new-password");
        await ReplaceAsync(page, UserGateway.Password, "short", "Change password and sign in");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("minimum length of 12");
        await window.IsRightAsync("user-new-password-refused", 400);
        await ReplaceAsync(page, UserGateway.Password, "Another-Horse-8", "Change password and sign in");
        await Assertions.Expect(page.GetByText("Your session", new() { Exact = true })).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "Password and MFA" }).ClickAsync();
        await window.IsRightAsync("user-security");
        await ReplaceAsync(page, "Another-Horse-8", UserGateway.Password, "Change password");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("reuse prevention");
        await window.IsRightAsync("user-security-refused", 400);
        await ReplaceAsync(page, "Another-Horse-8", "Another-Horse-9", "Change password");
        await Assertions.Expect(page.GetByText("Your password is changed.")).ToBeVisibleAsync();
        await window.IsRightAsync("user-security-done");
        await page.GotoAsync(gateway.At("/"));
        await Assertions.Expect(page.GetByText("Your session", new() { Exact = true })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Every_state_of_the_form_is_right()
    {
        Chromium.Need();
        await using var window = await chromium.OpenAsync();
        var page = window.Page;
        await page.GotoAsync(gateway.At("/sign-in/user?account=acme"));
        await window.IsRightAsync("user-sign-in");
        await page.GetByText("Where does the root user sign in?").ClickAsync();
        await window.IsRightAsync("user-sign-in-root");
        await FillInAsync(window, "nobody", UserGateway.Password);
        await window.IsRightAsync("user-sign-in-refused", 400);
        await page.GotoAsync(gateway.At("/sign-in/code"));
        page.Url.ShouldEndWith("/sign-in/user?over=1");
        await window.IsRightAsync("user-sign-in-over");
        await using var signedIn = await SignInAsync("ann");
        await signedIn.IsRightAsync("user-portal");
        await signedIn.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await signedIn.IsRightAsync("user-signed-out");
    }

    [Fact]
    public async Task A_sign_in_gives_fresh_cookies_that_no_script_reads_and_ignores_one_that_was_planted()
    {
        Chromium.Need();
        await using var window = await chromium.OpenAsync();
        var planted = new string('A', 43);
        await window.Page.Context.AddCookiesAsync([new Cookie { Name = "fed-session", Value = planted, Url = gateway.At("/") }, new Cookie { Name = "fed-user-step", Value = planted, Url = gateway.At("/") }]);
        await window.Page.GotoAsync(gateway.At("/sign-in/user"));
        await FillInAsync(window, "ann", UserGateway.Password);
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Heading, new() { Name = "Your roles" })).ToBeVisibleAsync();
        var cookies = await window.Page.Context.CookiesAsync([gateway.At("/")]);
        var session = cookies.Single(cookie => cookie.Name == "fed-session");
        (session.Value == planted, session.HttpOnly, session.SameSite).ShouldBe((false, true, SameSiteAttribute.Lax));
        cookies.ShouldNotContain(cookie => cookie.Name == "fed-user-step");
        var browser = cookies.Single(cookie => cookie.Name.StartsWith("fed-browser-", StringComparison.Ordinal));
        (browser.HttpOnly, browser.SameSite).ShouldBe((true, SameSiteAttribute.Strict));
    }

    [Fact]
    public async Task A_form_of_another_site_signs_nobody_in()
    {
        using var http = new HttpClient();
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["account"] = UserGateway.Alias, ["userName"] = "ann", ["password"] = UserGateway.Password });
        using var answer = await http.PostAsync(new Uri(gateway.At("/sign-in/user")), form, TestContext.Current.CancellationToken);
        ((int)answer.StatusCode).ShouldBe(400);
        answer.Headers.Contains("Set-Cookie").ShouldBeFalse();
    }

    private static async Task ReplaceAsync(IPage page, string old, string next, string button)
    {
        await page.GetByLabel("Present password").FillAsync(old);
        await page.GetByLabel("New password", new() { Exact = true }).FillAsync(next);
        await page.GetByLabel("New password, again").FillAsync(next);
        await page.GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync();
    }

    private static async Task FillInAsync(Window window, string user, string password)
    {
        await window.Page.GetByLabel("Account id or alias").FillAsync(UserGateway.Alias);
        await window.FillInAsync(user, password);
    }

    private async Task<Window> SignInAsync(string user)
    {
        var window = await chromium.OpenAsync();
        await window.Page.GotoAsync(gateway.At("/sign-in/user"));
        await FillInAsync(window, user, UserGateway.Password);
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Heading, new() { Name = "Your roles" })).ToBeVisibleAsync();
        return window;
    }

    private async Task<JsonElement> ReadAsync(Window window, string path)
    {
        var answer = await window.Page.Context.APIRequest.GetAsync(gateway.At("/" + path));
        answer.Status.ShouldBe(200, await answer.TextAsync());
        return JsonSerializer.Deserialize<JsonElement>(await answer.TextAsync());
    }
}
