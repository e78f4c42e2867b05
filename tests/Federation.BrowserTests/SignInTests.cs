using System.Text.Json;
using Federation.BrowserTests.Fixtures;
using Microsoft.Playwright;

namespace Federation.BrowserTests;

/// <summary>The whole sign-in in Chromium, with the identity provider on another site than the gateway.</summary>
public sealed class SignInTests(Chromium chromium)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_person_gets_from_the_first_page_into_the_portal(bool script)
    {
        Chromium.Need();
        await using var window = await chromium.OpenAsync(script);
        await window.SignInWithSamlAsync(chromium, "bob", script);

        (await window.Page.ContentAsync()).ShouldContain("Developer");
        var session = await ReadAsync(window, "portal/session");
        session.GetProperty("attributes").GetProperty("mail")[0].GetString().ShouldBe("bob@example.com");
        (await ReadAsync(window, "portal/roles")).EnumerateArray().Select(role => role.GetProperty("roleName").GetString()).ShouldBe(["Developer", "ReadOnly"], ignoreOrder: true);
    }

    [Fact]
    public async Task The_assertion_comes_from_another_site_without_the_cookie_and_is_taken_up_after_one_redirect()
    {
        Chromium.Need();
        await using var window = await chromium.OpenAsync();
        var seen = new List<string>();
        window.Page.RequestFinished += (_, request) =>
        {
            if (request.Url.StartsWith(chromium.Gateway, StringComparison.Ordinal))
            {
                lock (seen)
                {
                    seen.Add($"{request.Method} {new Uri(request.Url).AbsolutePath}");
                }
            }
        };
        await window.SignInWithSamlAsync(chromium, "bob");
        seen.Where(request => request.Contains("/saml/", StringComparison.Ordinal)).ShouldBe(["GET /saml/login", "POST /saml/acs", "GET /saml/resume"]);

        var cookies = await window.Page.Context.CookiesAsync([chromium.Gateway]);
        var session = cookies.Single(cookie => cookie.Name == "fed-session");
        session.HttpOnly.ShouldBeTrue();
        session.SameSite.ShouldBe(SameSiteAttribute.Lax);
        cookies.ShouldNotContain(cookie => cookie.Name.StartsWith("fed-login-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_wrong_password_stays_at_the_identity_provider()
    {
        Chromium.Need();
        await using var window = await chromium.OpenAsync();
        await window.Page.GotoAsync(chromium.Gateway + "saml/login?provider=example-corp");
        await window.FillInAsync("bob", "wrong");
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("wrong");
        window.Page.Url.ShouldStartWith(chromium.IdentityProvider);
        (await window.Page.Context.CookiesAsync([chromium.Gateway])).ShouldNotContain(cookie => cookie.Name == "fed-session");
    }

    [Theory]
    [InlineData(360, ColorScheme.Light)]
    [InlineData(360, ColorScheme.Dark)]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(1280, ColorScheme.Dark)]
    public async Task The_identity_providers_pages_are_accessible_at_every_size(int width, ColorScheme scheme)
    {
        Chromium.Need();
        await using var window = await chromium.OpenAsync(width: width, scheme: scheme);
        await window.Page.GotoAsync(chromium.Gateway + "saml/login?provider=example-corp");
        await window.ShouldBeCleanAsync();
        await window.ShouldNotOverflowAsync();
        await window.Page.GotoAsync(chromium.IdentityProvider);
        await window.ShouldBeCleanAsync();
        await window.ShouldNotOverflowAsync();
    }

    private async Task<JsonElement> ReadAsync(Window window, string path)
    {
        var answer = await window.Page.Context.APIRequest.GetAsync(chromium.Gateway + path);
        answer.Status.ShouldBe(200, await answer.TextAsync());
        return JsonSerializer.Deserialize<JsonElement>(await answer.TextAsync());
    }
}
