using Federation.BrowserTests.Fixtures;
using Microsoft.Playwright;

namespace Federation.BrowserTests;

/// <summary>IAM users and their MFA devices at the portal, in Chromium.</summary>
public sealed class UserMfaTests(Chromium chromium, UserGateway gateway) : IClassFixture<UserGateway>
{
    [Theory]
    [InlineData("dave", true)]
    [InlineData("dora", false)]
    public async Task A_user_adds_an_authenticator_app_and_removes_it(string user, bool script)
    {
        Chromium.Need();
        await using var window = await SignInAsync(user, script);
        var page = window.Page;
        await page.GetByRole(AriaRole.Link, new() { Name = "Password and MFA" }).ClickAsync();
        await LooksRightAsync(window, script, "user-mfa-none");
        var password = page.GetByLabel("Your password", new() { Exact = true });
        await AddAsync(page, "Wrong-Horse-1");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("This is not your password.");
        await Assertions.Expect(password).ToHaveAttributeAsync("aria-invalid", "true");
        await Assertions.Expect(password).ToHaveValueAsync(string.Empty);
        await Assertions.Expect(page.GetByRole(AriaRole.Img, new() { Name = "QR code" })).ToHaveCountAsync(0);
        await LooksRightAsync(window, script, "user-mfa-password-wrong", 400);
        await AddAsync(page, UserGateway.Password);
        await Assertions.Expect(page.GetByRole(AriaRole.Img, new() { Name = "QR code" })).ToBeVisibleAsync();
        await LooksRightAsync(window, script, "user-mfa-scan");
        var seed = OtpNet.Base32Encoding.ToBytes((await page.Locator("#seed").TextContentAsync())!);
        page.Url.ShouldEndWith("/portal/security?handler=Add");

        await EnableAsync(page, seed, -5);
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("not right");
        (await page.ContentAsync()).ShouldNotContain("<svg class=\"qr\"");
        (await page.ContentAsync()).ShouldNotContain(OtpNet.Base32Encoding.ToString(seed).TrimEnd('='));
        await LooksRightAsync(window, script, "user-mfa-codes-wrong", 403);

        await EnableAsync(page, seed, -3, -2);
        await Assertions.Expect(page.GetByRole(AriaRole.Status).First).ToContainTextAsync("Your authenticator app is added.");
        await LooksRightAsync(window, script, "user-mfa-added");

        var code = page.GetByLabel($"Code that device {user} shows now");
        await code.FillAsync(UserGateway.CodeOf(seed, 9));
        await Button(page, $"Remove device {user}").ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("not right");
        await Assertions.Expect(code).ToHaveAttributeAsync("aria-invalid", "true");
        await LooksRightAsync(window, script, "user-mfa-remove-refused", 403);
        // The codes that enabled it were two steps old: so is the clock of the device, as the gateway has learnt it.
        await code.FillAsync(UserGateway.CodeOf(seed, -1));
        await Button(page, $"Remove device {user}").ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status).First).ToContainTextAsync($"Device {user} is removed.");
        await Assertions.Expect(Button(page, "Add authenticator app")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_user_whose_policies_do_not_allow_it_is_told_so()
    {
        Chromium.Need();
        await using var window = await SignInAsync("ann", script: true);
        var page = window.Page;
        await page.GotoAsync(gateway.At("/portal/security?handler=Add"));
        await Assertions.Expect(page.GetByText("Your policies do not allow iam:ListMFADevices for you.")).ToBeVisibleAsync();
        await AddAsync(page, UserGateway.Password);
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Your policies do not allow iam:CreateVirtualMFADevice for you.");
        await window.IsRightAsync("user-mfa-denied", 403);
    }

    [Theory]
    [InlineData("Add")]
    [InlineData("Enable")]
    [InlineData("Remove")]
    public async Task A_form_of_another_site_changes_no_device(string handler)
    {
        Chromium.Need();
        await using var window = await SignInAsync("ann", script: true);
        var form = window.Page.Context.APIRequest.CreateFormData();
        form.Set("code1", "123456");
        (await window.Page.Context.APIRequest.PostAsync(gateway.At($"/portal/security?handler={handler}"), new() { Form = form })).Status.ShouldBe(400);
    }

    [Fact]
    public async Task A_form_that_leaves_the_password_out_adds_no_device()
    {
        Chromium.Need();
        await using var window = await SignInAsync("ann", script: true);
        var page = window.Page;
        await page.GotoAsync(gateway.At("/portal/security"));
        await page.Locator("#add-password").EvaluateAsync("field => field.remove()");
        await Button(page, "Add authenticator app").ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("Type your password.");
        window.TakeComplaints(400).ShouldBeEmpty();
    }

    private static ILocator Button(IPage page, string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    private static async Task LooksRightAsync(Window window, bool script, string state, int status = 200)
    {
        if (script)
        {
            await window.IsRightAsync(state, status);
        }
    }

    private static async Task AddAsync(IPage page, string password)
    {
        await page.GetByLabel("Your password", new() { Exact = true }).FillAsync(password);
        await Button(page, "Add authenticator app").ClickAsync();
    }

    private static async Task EnableAsync(IPage page, byte[] seed, int first, int? second = null)
    {
        await page.GetByLabel("Code the app shows now").FillAsync(UserGateway.CodeOf(seed, first));
        await page.GetByLabel("The code after it").FillAsync(UserGateway.CodeOf(seed, second ?? first));
        await Button(page, "Enable").ClickAsync();
    }

    private async Task<Window> SignInAsync(string user, bool script)
    {
        var window = await chromium.OpenAsync(script);
        await window.Page.GotoAsync(gateway.At("/sign-in/user"));
        await window.Page.GetByLabel("Account id or alias").FillAsync(UserGateway.Alias);
        await window.FillInAsync(user, UserGateway.Password);
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Heading, new() { Name = "Your roles" })).ToBeVisibleAsync();
        return window;
    }
}
