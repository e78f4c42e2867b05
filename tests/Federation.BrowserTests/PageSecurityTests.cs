using System.Text.RegularExpressions;
using Federation.BrowserTests.Fixtures;
using Federation.SystemTests.Fixtures;
using Microsoft.Playwright;

namespace Federation.BrowserTests;

/// <summary>Headers, cookies and form tokens of every page.</summary>
public sealed partial class PageSecurityTests(Chromium chromium)
{
    private static readonly KeyValuePair<string, string> AsBrowser = new("Accept", "text/html");

    [Theory]
    [InlineData("/")]
    [InlineData("/?search=nothing")]
    [InlineData("/saml/login")]
    [InlineData("/saml/acs")]
    [InlineData("/saml/resume?h=none")]
    [InlineData("/portal/role?arn=none")]
    [InlineData("/no/such/page")]
    public async Task Every_page_carries_its_headers_and_nothing_inline(string path)
    {
        await using var window = await chromium.OpenAsync();
        await HasHeadersAsync(await window.Page.Context.APIRequest.GetAsync(chromium.At(path), new() { Headers = [AsBrowser] }));
        await window.SignInWithSamlAsync(chromium, "bob");
        await HasHeadersAsync(await window.Page.Context.APIRequest.GetAsync(chromium.At(path), new() { Headers = [AsBrowser] }));
    }

    [Fact]
    public async Task Credentials_are_answered_with_every_header_that_keeps_them_here()
    {
        await using var window = await chromium.OpenAsync();
        await window.SignInWithSamlAsync(chromium, "bob");
        await window.Page.GetByRole(AriaRole.Link, new() { Name = "Developer" }).First.ClickAsync();
        var answer = await window.Page.RunAndWaitForResponseAsync(
            () => window.Page.GetByRole(AriaRole.Button, new() { Name = "Get credentials" }).ClickAsync(), response => response.Request.Method == "POST");
        (await answer.HeaderValueAsync("cache-control"))!.ShouldContain("no-store");
        (await answer.HeaderValueAsync("referrer-policy")).ShouldBe("no-referrer");
        (await answer.TextAsync()).ShouldContain("ASIA");
    }

    [Fact]
    public async Task Style_sheets_and_modules_are_fingerprinted()
    {
        await using var window = await chromium.OpenAsync();
        var request = window.Page.Context.APIRequest;
        var html = await (await request.GetAsync(chromium.Gateway)).TextAsync();
        var assets = AssetPattern().Matches(html).Select(match => match.Groups["path"].Value).ToList();
        assets.Count.ShouldBeGreaterThanOrEqualTo(6);
        foreach (var asset in assets)
        {
            asset.ShouldMatch(@"\.[0-9a-z]{10}\.(css|js|svg)$");
            (await request.GetAsync(chromium.At(asset))).Status.ShouldBe(200, asset);
        }
    }

    [Fact]
    public async Task Only_an_accepted_sign_in_sets_the_session_cookie_and_each_sets_a_fresh_one()
    {
        await using var window = await chromium.OpenAsync();
        var context = window.Page.Context;
        foreach (var path in new[] { "/", "/saml/login?provider=example-corp", "/saml/resume?h=none", "/sign-in", "/sign-out", "/portal/role?arn=none", "/portal/session", "/no/such/page" })
        {
            var answer = await context.APIRequest.GetAsync(chromium.At(path), new() { Headers = [AsBrowser], MaxRedirects = 0 });
            answer.HeadersArray.Where(header => header.Name.Equals("set-cookie", StringComparison.OrdinalIgnoreCase) && header.Value.Contains("fed-session", StringComparison.Ordinal)).ShouldBeEmpty(path);
        }

        await window.SignInWithSamlAsync(chromium, "bob");
        var first = await SessionAsync(context);
        first.Name.ShouldBe("fed-session");
        (first.HttpOnly, first.SameSite, first.Path, first.Domain, first.Expires).ShouldBe((true, SameSiteAttribute.Lax, "/", "127.0.0.1", -1));
        await window.Page.GotoAsync(chromium.At("/saml/login?provider=example-corp"));
        await window.Page.WaitForURLAsync(chromium.Gateway);
        var second = await SessionAsync(context);
        second.Value.ShouldNotBe(first.Value);

        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false, UseCookies = false });
        using var old = new HttpRequestMessage(HttpMethod.Get, chromium.At("/portal/session"));
        old.Headers.Add("Cookie", $"fed-session={first.Value}");
        using var refused = await http.SendAsync(old);
        ((int)refused.StatusCode).ShouldBe(401, "the former session of this browser has ended");
    }

    [Theory]
    [InlineData("/sign-in", "mail=someone%40north.example")]
    [InlineData("/sign-in?handler=Forget", "")]
    [InlineData("/sign-out", "")]
    [InlineData("/portal/role?arn=none", "durationSeconds=900")]
    public async Task A_form_of_another_page_is_refused(string path, string body)
    {
        await using var window = await chromium.OpenAsync();
        await window.SignInWithSamlAsync(chromium, "bob");
        var answer = await window.Page.Context.APIRequest.PostAsync(chromium.At(path), new()
        {
            Headers = [AsBrowser, new("Content-Type", "application/x-www-form-urlencoded")],
            DataString = body,
        });
        answer.Status.ShouldBe(400);
        (await window.Page.Context.APIRequest.GetAsync(chromium.At("/portal/session"))).Status.ShouldBe(200, "nothing changed");
        (await window.Page.Context.CookiesAsync()).ShouldContain(cookie => cookie.Name == "fed-provider");
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example")]
    public async Task A_sign_in_never_ends_on_another_site(string returnUrl)
    {
        using var browser = new TestBrowser();
        var page = await browser.OpenAsync(new Uri(chromium.At("/?returnUrl=" + Uri.EscapeDataString(returnUrl))));
        page.Html.ShouldNotContain("evil.example");
        var (action, _) = page.Form("mail");
        action.ShouldBe(new Uri(chromium.At("/sign-in")));
        (await browser.OpenAsync(new Uri(chromium.At("/sign-in?returnUrl=" + Uri.EscapeDataString(returnUrl))))).Address.ShouldBe(new Uri(chromium.Gateway));
    }

    private static async Task HasHeadersAsync(IAPIResponse answer)
    {
        var headers = answer.Headers;
        headers["content-security-policy"].ShouldBe(
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; "
            + "frame-ancestors 'none'; base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'");
        headers["referrer-policy"].ShouldBe("no-referrer");
        headers["x-content-type-options"].ShouldBe("nosniff");
        headers["cross-origin-opener-policy"].ShouldBe("same-origin");
        headers["cache-control"].ShouldContain("no-store");
        headers.ShouldNotContainKey("access-control-allow-origin");
        headers.ShouldNotContainKey("server");
        var html = await answer.TextAsync();
        html.ShouldContain("<html lang=\"en\">");
        InlinePattern().Match(html).Value.ShouldBe("");
    }

    private static async Task<BrowserContextCookiesResult> SessionAsync(IBrowserContext context) =>
        (await context.CookiesAsync()).Single(cookie => cookie.Name == "fed-session");

    [GeneratedRegex("""(?:href|src)="(?<path>/(?:css|js|img)/[^"]+)" """, RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex AssetPattern();

    [GeneratedRegex("""<style|<script(?![^>]*\ssrc=)|\sstyle=|\son[a-z]+=|javascript:""", RegexOptions.IgnoreCase)]
    private static partial Regex InlinePattern();
}
