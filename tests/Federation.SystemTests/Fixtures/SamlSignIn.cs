using System.Net;
using System.Text.Json;

namespace Federation.SystemTests.Fixtures;

/// <summary>What a person does at a gateway, from the chooser to the credentials.</summary>
internal static class SamlSignIn
{
    /// <summary>Signs in at the IdP that the provider leads to; the browser holds the session afterwards.</summary>
    public static async Task<TestPage> SignInWithSamlAsync(this TestBrowser browser, Uri gateway, string provider, string userName, string password)
    {
        var page = await browser.OpenAsync(new Uri(gateway, "/saml/login?provider=" + Uri.EscapeDataString(provider)));
        page = page.Html.Contains("name=\"SAMLRequest\"", StringComparison.Ordinal) ? await browser.SubmitAsync(page, "SAMLRequest") : page;
        page = await browser.SubmitAsync(page, "password", ("username", userName), ("password", password));
        page.Status.ShouldBe(HttpStatusCode.OK, page.Html);
        return await browser.SubmitAsync(page, "SAMLResponse");
    }

    /// <summary>The roles that the portal offers, by name.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> RolesAsync(this TestBrowser browser, Uri gateway)
    {
        var (status, body) = await browser.GetJsonAsync(new Uri(gateway, "/portal/roles"));
        status.ShouldBe(HttpStatusCode.OK);
        return body.EnumerateArray().ToDictionary(role => role.GetProperty("roleName").GetString()!, role => role.GetProperty("roleArn").GetString()!);
    }

    /// <summary>The answer of <c>POST /portal/credentials</c>.</summary>
    public static async Task<JsonElement> CredentialsAsync(this TestBrowser browser, Uri gateway, string roleArn, int? durationSeconds = null)
    {
        var (status, body) = await browser.PostJsonAsync(new Uri(gateway, "/portal/credentials"), new { roleArn, durationSeconds });
        status.ShouldBe(HttpStatusCode.OK, body.ToString());
        return body;
    }
}
