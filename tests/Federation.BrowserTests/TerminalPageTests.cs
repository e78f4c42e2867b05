using Federation.BrowserTests.Fixtures;
using Microsoft.Playwright;

namespace Federation.BrowserTests;

/// <summary>The pages that let a program at a terminal in.</summary>
public sealed class TerminalPageTests(Chromium chromium)
{
    private static readonly string Challenge = "code_challenge_method=S256&state=s&program=fed&code_challenge=" + new string('A', 43);

    [Fact]
    public async Task A_program_is_named_and_let_in_by_a_listener_or_by_a_typed_code()
    {
        await using var window = await chromium.OpenAsync();
        var page = window.Page;
        await window.SignInWithSamlAsync(chromium, "bob");
        await page.GotoAsync(chromium.At("/cli/authorize?" + Challenge + "&redirect_uri=" + Uri.EscapeDataString("http://127.0.0.1:9999/cb")));
        await Assertions.Expect(page.GetByText("127.0.0.1:9999")).ToBeVisibleAsync();
        await window.IsRightAsync("terminal-listener");

        await page.GotoAsync(chromium.At("/cli/authorize?" + Challenge));
        await window.IsRightAsync("terminal-typed");
        await page.GetByRole(AriaRole.Button, new() { Name = "Yes, let fed in" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Type this code in your terminal" })).ToBeVisibleAsync();
        await window.IsRightAsync("terminal-code");

        await page.GotoAsync(chromium.At("/cli/authorize?" + Challenge + "&redirect_uri=" + Uri.EscapeDataString("https://evil.example/cb")));
        await window.IsRightAsync("terminal-refused", 400);
    }
}
