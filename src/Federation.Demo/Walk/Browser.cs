using System.Net;

namespace Federation.Demo.Walk;

/// <summary>One answer: where it came from, its status and text, and where it redirects to.</summary>
internal sealed record Page(Uri Address, HttpStatusCode Status, string Text, Uri? Location)
{
    public bool IsRedirect => (int)Status is >= 300 and < 400 && Location is not null;

    /// <summary>The page's only form with this field.</summary>
    /// <exception cref="DemoException">There is none.</exception>
    public HtmlForm FormWith(string field) => HtmlForm.ReadAll(Text).FirstOrDefault(form => form.Fields.ContainsKey(field))
        ?? throw new DemoException($"{Address.GetLeftPart(UriPartial.Path)} answered {(int)Status} without a form that has `{field}`");
}

/// <summary>Does what a browser does: follows links and forms, keeps cookies, and says by whom it was sent.</summary>
internal sealed class Browser(HttpClient http)
{
    private readonly CookieJar _cookies = new();
    private Uri? _current;

    /// <summary>Opens an address, as if typed, and does not follow a redirect.</summary>
    public Task<Page> GetAsync(Uri address, CancellationToken cancellationToken) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Get, address), "none", crossSitePost: false, cancellationToken);

    /// <summary>Follows one redirect.</summary>
    public Task<Page> FollowAsync(Page page, CancellationToken cancellationToken) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Get, page.Location!), "none", crossSitePost: false, cancellationToken);

    /// <summary>Sends a form of the page that was opened last.</summary>
    public Task<Page> SubmitAsync(HtmlForm form, CancellationToken cancellationToken)
    {
        var target = new Uri(_current!, form.Action);
        var crossSite = target.Host != _current!.Host;
        var message = new HttpRequestMessage(HttpMethod.Post, target) { Content = new FormUrlEncodedContent(form.Fields) };
        message.Headers.Add("Origin", _current.GetLeftPart(UriPartial.Authority));
        return SendAsync(message, crossSite ? "cross-site" : "same-origin", crossSite, cancellationToken);
    }

    /// <summary>Calls a JSON address of the site, as its own page would.</summary>
    public Task<Page> CallAsync(HttpMethod method, Uri address, object? body, CancellationToken cancellationToken)
    {
        var message = new HttpRequestMessage(method, address);
        if (body is not null)
        {
            // Buffered, so that it has a length: a browser does not send JSON in chunks.
            message.Content = JsonContent.Create(body);
            message.Headers.Add("Origin", address.GetLeftPart(UriPartial.Authority));
        }

        return SendAsync(message, "same-origin", crossSitePost: false, cancellationToken);
    }

    private async Task<Page> SendAsync(HttpRequestMessage message, string site, bool crossSitePost, CancellationToken cancellationToken)
    {
        using (message)
        {
            var address = message.RequestUri!;
            message.Headers.Add("Sec-Fetch-Site", site);
            if (_cookies.For(address, crossSitePost) is { } cookies)
            {
                message.Headers.Add("Cookie", cookies);
            }

            if (message.Content is not null)
            {
                await message.Content.LoadIntoBufferAsync(cancellationToken);
            }

            using var response = await http.SendAsync(message, cancellationToken);
            foreach (var header in response.Headers.TryGetValues("Set-Cookie", out var values) ? values : [])
            {
                _cookies.Store(address, header);
            }

            _current = address;
            var location = response.Headers.Location is { } given ? new Uri(address, given) : null;
            return new Page(address, response.StatusCode, await response.Content.ReadAsStringAsync(cancellationToken), location);
        }
    }
}
