using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Federation.BrowserTests.Fixtures;

/// <summary>One person's browser window. What the console reports (policy violations, errors of scripts, missing files) fails the test at <see cref="ShouldBeCleanAsync"/>.</summary>
public sealed class Window : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly List<string> _complaints = [];

    internal Window(IBrowserContext context, IPage page)
    {
        _context = context;
        Page = page;
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                Keep($"{page.Url}: {message.Text}");
            }
        };
        page.PageError += (_, error) => Keep($"{page.Url}: {error}");
        page.Response += (_, response) =>
        {
            if (response.Status >= 500)
            {
                Keep($"{response.Status} {response.Url}");
            }
        };
    }

    public IPage Page { get; }

    /// <summary>From the gateway's first page through the identity provider into the portal.</summary>
    public async Task SignInWithSamlAsync(Chromium chromium, string userName, bool script = true)
    {
        await Page.GotoAsync(chromium.Gateway + "saml/login?provider=example-corp");
        await ContinueAsync(script, "SAMLRequest");
        await FillInAsync(userName, "demo-" + userName);
        await ContinueAsync(script, "SAMLResponse");
        await Page.WaitForURLAsync(chromium.Gateway + "**");
    }

    /// <summary>Fills in the identity provider's form.</summary>
    public async Task FillInAsync(string userName, string password)
    {
        await Page.GetByLabel("User name").FillAsync(userName);
        await Page.GetByLabel("Password").FillAsync(password);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
    }

    /// <summary>No complaint so far, and nothing that axe finds on the page as it stands.</summary>
    public async Task ShouldBeCleanAsync()
    {
        var axe = await Page.RunAxe();
        axe.Violations.Select(violation => $"{violation.Id}: {violation.Help}: {string.Join("; ", violation.Nodes.Select(node => node.Html))}").ShouldBeEmpty(Page.Url);
        TakeComplaints().ShouldBeEmpty();
    }

    /// <summary>What the console reported since the last call.</summary>
    /// <param name="status">Status that the page itself has: Chromium reports one of 400 and above, too.</param>
    public IReadOnlyList<string> TakeComplaints(int status = 200)
    {
        lock (_complaints)
        {
            var taken = _complaints.Where(complaint =>
                status < 400 || !(complaint.Contains($"status of {status}", StringComparison.Ordinal) || complaint == $"{status} {Page.Url}")).ToList();
            _complaints.Clear();
            return taken;
        }
    }

    /// <summary>The page is no wider than the window.</summary>
    public async Task ShouldNotOverflowAsync() =>
        (await Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth")).ShouldBeLessThanOrEqualTo(0, Page.Url);

    public ValueTask DisposeAsync() => _context.DisposeAsync();

    private void Keep(string complaint)
    {
        lock (_complaints)
        {
            _complaints.Add(complaint);
        }
    }

    // Where script runs, the form sends itself; elsewhere the person presses its button.
    private async Task ContinueAsync(bool script, string field)
    {
        if (!script && await Page.Locator($"input[name={field}]").CountAsync() > 0)
        {
            await Page.GetByRole(AriaRole.Button).First.ClickAsync();
        }
    }
}
