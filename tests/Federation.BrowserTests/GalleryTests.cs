using Federation.BrowserTests.Fixtures;
using Microsoft.Playwright;

namespace Federation.BrowserTests;

/// <summary>Every component of the style sheets on one page, those of the console included, as docs/pages.md describes them.</summary>
public sealed class GalleryTests(Chromium chromium)
{
    [Fact]
    public async Task Every_component_is_right_in_every_size_and_scheme()
    {
        await using var window = await chromium.OpenAsync();
        await window.Page.RouteAsync(chromium.At("/gallery"), route => route.FulfillAsync(new RouteFulfillOptions
        {
            Path = Path.Combine(AppContext.BaseDirectory, "Gallery.html"),
            ContentType = "text/html; charset=utf-8",
            Headers = new Dictionary<string, string> { ["Content-Security-Policy"] = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'" },
        }));
        await window.Page.GotoAsync(chromium.At("/gallery"));
        await window.IsRightAsync("components");
        await window.Page.GetByRole(AriaRole.Tab, new() { Name = "Second" }).ClickAsync();
        await Assertions.Expect(window.Page.GetByText("What the second tab holds.")).ToBeVisibleAsync();
    }
}
