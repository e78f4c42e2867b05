using Federation.SystemTests.Fixtures;

namespace Federation.BrowserTests.Fixtures;

/// <summary>The demo, started once for all tests: its identity provider is another site than its gateway, as in real life.</summary>
public sealed class DemoWorld : IAsyncLifetime
{
    private DemoProcess? _demo;

    public Uri Gateway => _demo!.Gateway;

    public Uri IdentityProvider => _demo!.IdentityProvider;

    public async ValueTask InitializeAsync() => _demo = await DemoProcess.StartAsync();

    public Uri At(string path) => new(Gateway, path);

    /// <summary>Signs in as one of the demo's people, by mouse and keyboard as they would.</summary>
    public async Task SignInAsync(WatchedPage watched, string person)
    {
        var page = watched.Page;
        await page.GotoAsync(Gateway.AbsoluteUri);
        await page.GetByRole(Microsoft.Playwright.AriaRole.Link, new() { Name = "example-corp" }).First.ClickAsync();
        await page.GetByLabel("User name").FillAsync(person);
        await page.GetByLabel("Password").FillAsync("demo-" + person);
        await page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await page.WaitForURLAsync(Gateway.AbsoluteUri);
    }

    public async ValueTask DisposeAsync()
    {
        if (_demo is not null)
        {
            await _demo.DisposeAsync();
        }
    }
}
