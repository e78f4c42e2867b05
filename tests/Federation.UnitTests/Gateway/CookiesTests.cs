using Federation.Gateway.Configuration;
using Federation.Gateway.Http;
using Microsoft.AspNetCore.Http;

namespace Federation.UnitTests.Gateway;

/// <summary>Cookies as they stand in the answer, over TLS and over http on loopback.</summary>
public sealed class CookiesTests
{
    [Fact]
    public void Over_TLS_every_cookie_carries_the_host_prefix_and_is_secure()
    {
        var context = Answer("https://gateway.example.com", (cookies, context) =>
        {
            cookies.SetSession(context.Response, "s");
            cookies.SetSignIn(context, "abc", "l", TimeSpan.FromMinutes(10));
            cookies.SetProvider(context.Response, "arn:aws:iam::111122223333:saml-provider/corp");
        });
        context.ShouldBe([
            "__Host-fed-session=s; path=/; secure; samesite=lax; httponly",
            "__Host-fed-login-abc=l; max-age=600; path=/; secure; samesite=none; httponly",
            "__Host-fed-provider=arn%3Aaws%3Aiam%3A%3A111122223333%3Asaml-provider%2Fcorp; max-age=15552000; path=/; secure; samesite=lax; httponly",
        ]);
    }

    [Fact]
    public void Over_http_on_loopback_they_are_lax_and_carry_no_prefix_that_a_browser_would_refuse()
    {
        var context = Answer("http://127.0.0.1:5080", (cookies, context) =>
        {
            cookies.SetSession(context.Response, "s");
            cookies.SetSignIn(context, "abc", "l", TimeSpan.FromMinutes(10));
        });
        context.ShouldBe(["fed-session=s; path=/; samesite=lax; httponly", "fed-login-abc=l; max-age=600; path=/; samesite=lax; httponly"]);
    }

    [Fact]
    public void At_most_eight_sign_ins_are_kept_and_the_oldest_goes()
    {
        var context = Answer("http://127.0.0.1:5080", (cookies, context) =>
        {
            context.Request.Headers.Cookie = string.Join("; ", Enumerable.Range(1, 8).Select(number => $"fed-login-{number}=x"));
            cookies.SetSignIn(context, "9", "x", TimeSpan.FromMinutes(10));
        });
        context[0].ShouldStartWith("fed-login-1=; expires=Thu, 01 Jan 1970 00:00:00 GMT");
        context[1].ShouldStartWith("fed-login-9=x;");
        context.Count.ShouldBe(2);
    }

    private static IReadOnlyList<string> Answer(string url, Action<Cookies, HttpContext> act)
    {
        var context = new DefaultHttpContext();
        act(new Cookies(new PublicAddress(new GatewayOptions { PublicUrl = new Uri(url) }, null!)), context);
        return [.. context.Response.Headers.SetCookie.Select(value => value!)];
    }
}
