using Microsoft.Playwright;

namespace Federation.BrowserTests.Fixtures;

/// <summary>A page in which nothing goes wrong unseen: console errors (which refusals by the content security policy are) and exceptions are kept.</summary>
public sealed class WatchedPage : IAsyncDisposable
{
    private readonly List<string> _problems = [];

    public WatchedPage(IPage page)
    {
        Page = page;
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                Keep($"{message.Type} at {page.Url}: {message.Text}");
            }
        };
        page.PageError += (_, error) => Keep($"exception at {page.Url}: {error}");
    }

    public IPage Page { get; }

    /// <summary>What went wrong since the last call.</summary>
    /// <param name="status">Status that the page itself has: Chromium reports one of 400 and above as an error, too.</param>
    public IReadOnlyList<string> TakeProblems(int status = 200)
    {
        lock (_problems)
        {
            var taken = _problems.Where(problem => status < 400 || !problem.Contains($"status of {status}", StringComparison.Ordinal)).ToList();
            _problems.Clear();
            return taken;
        }
    }

    public async ValueTask DisposeAsync() => await Page.Context.DisposeAsync();

    private void Keep(string problem)
    {
        lock (_problems)
        {
            _problems.Add(problem);
        }
    }
}
