using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Federation.Demo.IdentityProvider;
using Federation.Demo.Seeding;
using Federation.Demo.Wire;
using Federation.Wire.SigV4;

namespace Federation.Demo.Walk;

/// <summary>How the walk ended: who the credentials say their holder is, and until when.</summary>
internal sealed record WalkResult(string Arn, string AccountId, string Expiration);

/// <summary>
/// The way of one person from the gateway's sign-in address to a call signed with short-lived credentials: over TCP, with cookies and
/// forms, through no class of the gateway.
/// </summary>
internal sealed partial class WholeWay(HttpClient http, Uri gateway, WireClient wire, Terminal terminal)
{
    private readonly Browser _browser = new(http);
    private int _step;

    /// <exception cref="DemoException">A step did not answer as it should; the message names it.</exception>
    /// <exception cref="WireException">The gateway refused the signed call.</exception>
    public async Task<WalkResult> WalkAsync(Person person, string roleName, CancellationToken cancellationToken)
    {
        await SignInAsync(person, cancellationToken);
        var session = await ReadAsync("/portal/session", cancellationToken);
        Done("GET  /portal/session", $"signed in by {session.GetProperty("provider").GetString()}");

        var roles = (await ReadAsync("/portal/roles", cancellationToken)).EnumerateArray().ToArray();
        Done("GET  /portal/roles", string.Join(", ", roles.Select(role => $"{role.GetProperty("roleName").GetString()} in {role.GetProperty("accountName").GetString()}")));
        var chosen = roles.FirstOrDefault(role => role.GetProperty("roleName").GetString() == roleName);
        if (chosen.ValueKind == JsonValueKind.Undefined)
        {
            throw new DemoException($"the portal offers {person.UserName} no role `{roleName}`");
        }

        var credentials = await CredentialsAsync(chosen.GetProperty("roleArn").GetString()!, cancellationToken);
        return await IdentifyAsync(credentials, cancellationToken);
    }

    private async Task SignInAsync(Person person, CancellationToken cancellationToken)
    {
        var page = await _browser.GetAsync(new Uri(gateway, $"/saml/login?provider={DemoWorld.ProviderName}"), cancellationToken);
        page = Expect(page, page.IsRedirect || HtmlForm.ReadAll(page.Text).Count > 0, "an AuthnRequest");
        Done($"GET  /saml/login?provider={DemoWorld.ProviderName}", $"AuthnRequest for {(page.Location ?? page.Address).Authority}");

        page = page.IsRedirect ? page : await _browser.SubmitAsync(page.FormWith("SAMLRequest"), cancellationToken);
        page = await FollowAsync(page, "the identity provider's form", cancellationToken);
        var form = page.FormWith("password");
        Done($"GET  {page.Address.GetLeftPart(UriPartial.Path)}", "sign-in form");

        page = await _browser.SubmitAsync(form.Fill(("username", person.UserName), ("password", person.Password)), cancellationToken);
        page = Expect(page, page.Status == HttpStatusCode.OK, "a SAML response");
        var response = page.FormWith("SAMLResponse");
        Done($"POST {page.Address.GetLeftPart(UriPartial.Path)}", $"{person.UserName} is known, SAML response signed");

        page = await _browser.SubmitAsync(response, cancellationToken);
        page = Expect(page, page.IsRedirect, "a redirect into the portal");
        Done($"POST {page.Address.AbsolutePath}", $"{(int)page.Status}, assertion accepted");
        page = await FollowAsync(page, "the portal", cancellationToken);
        Done($"GET  {page.Address.AbsolutePath}", "portal");
    }

    private async Task<Page> FollowAsync(Page page, string where, CancellationToken cancellationToken)
    {
        for (var hops = 0; page.IsRedirect && hops < 6; hops++)
        {
            page = await _browser.FollowAsync(page, cancellationToken);
        }

        return Expect(page, page.Status == HttpStatusCode.OK, where);
    }

    private async Task<JsonElement> ReadAsync(string path, CancellationToken cancellationToken)
    {
        var page = await _browser.CallAsync(HttpMethod.Get, new Uri(gateway, path), body: null, cancellationToken);
        return Json(Expect(page, page.Status == HttpStatusCode.OK, "JSON"));
    }

    private async Task<JsonElement> CredentialsAsync(string roleArn, CancellationToken cancellationToken)
    {
        var page = await _browser.CallAsync(HttpMethod.Post, new Uri(gateway, "/portal/credentials"), new { roleArn, durationSeconds = 3600 }, cancellationToken);
        var credentials = Json(Expect(page, page.Status == HttpStatusCode.OK, "credentials"));
        Done("POST /portal/credentials", $"{credentials.GetProperty("AccessKeyId").GetString()}, until {credentials.GetProperty("Expiration").GetString()}");
        return credentials;
    }

    private async Task<WalkResult> IdentifyAsync(JsonElement credentials, CancellationToken cancellationToken)
    {
        var signing = new SigningCredentials(
            credentials.GetProperty("AccessKeyId").GetString()!,
            credentials.GetProperty("SecretAccessKey").GetString()!,
            credentials.GetProperty("SessionToken").GetString()!);
        var answer = await wire.QueryAsync(signing, "sts", "GetCallerIdentity", new Dictionary<string, string>(), cancellationToken);
        var arn = WireClient.Descendant(answer, "Arn") ?? throw new DemoException("GetCallerIdentity answered without an Arn");
        Done("POST /  GetCallerIdentity, signed", arn);
        return new WalkResult(arn, WireClient.Descendant(answer, "Account")!, credentials.GetProperty("Expiration").GetString()!);
    }

    private void Done(string what, string result) => terminal.Step(++_step, what, result);

    private static JsonElement Json(Page page)
    {
        using var document = JsonDocument.Parse(page.Text);
        return document.RootElement.Clone();
    }

    private static Page Expect(Page page, bool met, string what) => met ? page : throw new DemoException(string.Create(CultureInfo.InvariantCulture,
        $"{page.Address.GetLeftPart(UriPartial.Path)} answered {(int)page.Status}, expected {what}: {Shorten(page.Text)}"));

    // What a person would read of an error page.
    private static string Shorten(string html)
    {
        var plain = InvisibleMarkup().Replace(html, " ").Trim();
        return plain.Length <= 300 ? plain : plain[..300] + "…";
    }

    [GeneratedRegex(@"<(?<tag>style|script|head)\b.*?</\k<tag>>|<[^>]*>|\s+", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.Singleline, 1000)]
    private static partial Regex InvisibleMarkup();
}
