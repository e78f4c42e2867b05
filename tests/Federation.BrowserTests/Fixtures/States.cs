using System.Globalization;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Federation.BrowserTests.Fixtures;

/// <summary>
/// Checks one state of a page as every person may see it: small and large, light and dark. With <c>FEDERATION_SCREENSHOTS=FOLDER</c> in the environment, a picture
/// of each goes to the folder.
/// </summary>
internal static class States
{
    private static readonly (int Width, int Height)[] Sizes = [(360, 740), (1280, 800)];
    private static readonly ColorScheme[] Schemes = [ColorScheme.Light, ColorScheme.Dark];

    /// <summary>No console error, no refusal by the content security policy, nothing wider than the screen, and nothing that axe objects to.</summary>
    /// <param name="window">The page.</param>
    /// <param name="name">Name of the state, and of its pictures.</param>
    /// <param name="status">Status of the page's answer.</param>
    public static async Task IsRightAsync(this Window window, string name, int status = 200)
    {
        var page = window.Page;
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        window.TakeComplaints(status).ShouldBeEmpty(name);
        foreach (var (width, height) in Sizes)
        {
            foreach (var scheme in Schemes)
            {
                await page.SetViewportSizeAsync(width, height);
                await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
                var shown = string.Create(CultureInfo.InvariantCulture, $"{name}-{width}-{scheme.ToString().ToLowerInvariant()}");
                await TakePictureAsync(page, shown);
                (await OverflowAsync(page)).ShouldBeEmpty(shown);
                var found = await page.RunAxe();
                found.Violations.Select(violation => $"{violation.Id}: {violation.Help}: {string.Join("; ", violation.Nodes.Select(node => node.Html))}").ShouldBeEmpty(shown);
            }
        }

        await page.SetViewportSizeAsync(1280, 800);
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Light });
        window.TakeComplaints(status);
    }

    /// <summary>Elements that reach beyond the right edge, and the page itself if it scrolls sideways.</summary>
    private static Task<string[]> OverflowAsync(IPage page) => page.EvaluateAsync<string[]>("""
        () => {
          const width = document.documentElement.clientWidth;
          const wide = [...document.body.querySelectorAll("*")]
            .filter((element) => element.checkVisibility() && getComputedStyle(element).position !== "absolute" && element.getBoundingClientRect().right > width + 1)
            .map((element) => `${element.tagName} ${element.className} ${Math.round(element.getBoundingClientRect().right)} > ${width}`);
          return document.documentElement.scrollWidth > width ? [`the page scrolls to ${document.documentElement.scrollWidth} of ${width}`, ...wide] : wide;
        }
        """);

    private static async Task TakePictureAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("FEDERATION_SCREENSHOTS") is { Length: > 0 } folder)
        {
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, name + ".png"), FullPage = true, Animations = ScreenshotAnimations.Disabled });
        }
    }
}
