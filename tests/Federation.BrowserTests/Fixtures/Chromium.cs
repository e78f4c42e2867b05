using Federation.SystemTests.Fixtures;
using Microsoft.Playwright;

namespace Federation.BrowserTests.Fixtures;

/// <summary>Debian's Chromium, headless, and the demo: gateway on 127.0.0.1, identity provider on localhost, which is another site.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
        "--no-proxy-server",
    ];

    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private DemoProcess? _demo;

    /// <summary>Address of the gateway, with a slash at the end.</summary>
    public string Gateway => _demo!.Gateway.AbsoluteUri;

    /// <summary>Address of the identity provider, with a slash at the end.</summary>
    public string IdentityProvider => _demo!.IdentityProvider.AbsoluteUri;

    /// <summary>A page of the gateway.</summary>
    public string At(string path) => new Uri(new Uri(Gateway), path).AbsoluteUri;

    /// <summary>Skips the test where there is no Chromium.</summary>
    public static void Need() => Assert.SkipUnless(File.Exists(Tools.Chromium), "Chromium is missing (package chromium)");

    public async ValueTask InitializeAsync()
    {
        if (File.Exists(Tools.Chromium))
        {
            _demo = await DemoProcess.StartAsync();
            _playwright = await Playwright.CreateAsync();
            _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Tools.Chromium, Headless = true, Args = Arguments });
        }
    }

    /// <summary>A browser window of its own, with no cookies, that remembers everything a console would show in red.</summary>
    public async Task<Window> OpenAsync(bool script = true, int width = 1280, ColorScheme scheme = ColorScheme.Light)
    {
        Need();
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            JavaScriptEnabled = script,
            ColorScheme = scheme,
            ViewportSize = new ViewportSize { Width = width, Height = 900 },
            TimezoneId = "UTC",
            Permissions = ["clipboard-read", "clipboard-write"],
        });
        context.SetDefaultTimeout(30_000);
        return new Window(context, await context.NewPageAsync());
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        if (_demo is not null)
        {
            await _demo.DisposeAsync();
        }
    }
}
