using Federation.BrowserTests.Fixtures;
using Microsoft.Playwright;

namespace Federation.BrowserTests;

/// <summary>A person who uses no mouse.</summary>
public sealed class KeyboardTests(Chromium chromium)
{
    private const int MostStops = 40;

    [Fact]
    public async Task The_whole_way_to_credentials_is_walked_by_keyboard()
    {
        await using var window = await chromium.OpenAsync();
        var page = window.Page;
        await page.GotoAsync(chromium.Gateway);
        await TabToAsync(page, "example-corp");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync(chromium.IdentityProvider + "**");
        await Assertions.Expect(page.GetByLabel("User name")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("bob");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync("demo-bob");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync(chromium.Gateway);

        await page.Keyboard.PressAsync("Tab");
        (await FocusedAsync(page)).ShouldBe("Skip to content");
        await page.Keyboard.PressAsync("Enter");
        await TabToAsync(page, "Developer");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByLabel("Session length")).ToBeVisibleAsync();

        await TabToAsync(page, "Get credentials");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Your credentials" })).ToBeVisibleAsync();
        await TabToAsync(page, "Bash, zsh");
        await page.Keyboard.PressAsync("ArrowRight");
        (await FocusedAsync(page)).ShouldBe("PowerShell");
        await Assertions.Expect(page.Locator("#powershell-text")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("#bash-text")).ToBeHiddenAsync();

        await TabToAsync(page, "Copy PowerShell");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByText("Copied: PowerShell")).ToBeAttachedAsync();
        (await page.EvaluateAsync<string>("navigator.clipboard.readText()")).ShouldStartWith("$Env:AWS_ACCESS_KEY_ID = 'ASIA");
        window.TakeComplaints().ShouldBeEmpty();
    }

    // Each stop must be seen: a ring, or the field's own.
    private static async Task TabToAsync(IPage page, string text)
    {
        for (var stop = 0; stop < MostStops; stop++)
        {
            await page.Keyboard.PressAsync("Tab");
            var focused = await FocusedAsync(page);
            (await page.EvaluateAsync<string>("getComputedStyle(document.activeElement).outlineStyle")).ShouldNotBe("none", focused);
            if (focused.StartsWith(text, StringComparison.Ordinal))
            {
                return;
            }
        }

        throw new InvalidOperationException($"`{text}` is not reached by keyboard at {page.Url}");
    }

    private static Task<string> FocusedAsync(IPage page) =>
        page.EvaluateAsync<string>("document.activeElement.textContent.trim().replace(/\\s+/g, ' ')");
}
