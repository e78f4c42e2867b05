using System.Net;
using System.Text.RegularExpressions;
using Federation.SystemTests.Fixtures;

namespace Federation.SystemTests;

/// <summary>SimpleSAMLphp beyond the plain sign-in: logout both ways, and the sign-in that it starts.</summary>
public sealed class SamlSignOutTests
{
    [Fact]
    public async Task Signing_out_here_offers_to_sign_out_there_and_the_answer_is_told()
    {
        await using var pair = await SimpleSamlPhpPair.StartAsync();
        using var erin = await pair.SignInAsync();
        var portal = await erin.OpenAsync(pair.Gateway.Url);
        var token = portal.Form("__RequestVerificationToken").Fields["__RequestVerificationToken"];
        var signedOut = await erin.PostAsync(new Uri(pair.Gateway.Url, "/sign-out"), new Dictionary<string, string> { ["__RequestVerificationToken"] = token });
        signedOut.Status.ShouldBe(HttpStatusCode.OK, signedOut.Html);
        (await erin.GetJsonAsync(new Uri(pair.Gateway.Url, "/portal/session"))).Status.ShouldBe(HttpStatusCode.Unauthorized);

        var there = WebUtility.HtmlDecode(Regex.Match(signedOut.Html, "href=\"([^\"]*SAMLRequest=[^\"]*)\"").Groups[1].Value);
        var end = await erin.OpenAsync(new Uri(there));
        end.Address.AbsolutePath.ShouldBe("/saml/slo", end.Html + pair.Idp.Log);
        end.Html.ShouldContain("signed out here and at your identity provider");
    }

    [Fact]
    public async Task Signing_out_there_ends_the_session_here()
    {
        await using var pair = await SimpleSamlPhpPair.StartAsync("'sign.logout' => true");
        using var erin = await pair.SignInAsync();
        var end = await erin.OpenAsync(new Uri(pair.Idp.Url, "saml2/idp/SingleLogoutService.php?ReturnTo=" + Uri.EscapeDataString(pair.Idp.Url + "logout.php")));
        end.Html.ShouldNotContain("SAMLRequest", Case.Sensitive, pair.Idp.Log + pair.Gateway.Transcript);
        (await erin.GetJsonAsync(new Uri(pair.Gateway.Url, "/portal/session"))).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task An_unsigned_logout_request_ends_nothing_and_is_answered()
    {
        await using var pair = await SimpleSamlPhpPair.StartAsync("'sign.logout' => false");
        using var erin = await pair.SignInAsync();
        await erin.OpenAsync(new Uri(pair.Idp.Url, "saml2/idp/SingleLogoutService.php?ReturnTo=" + Uri.EscapeDataString(pair.Idp.Url + "logout.php")));
        (await erin.GetJsonAsync(new Uri(pair.Gateway.Url, "/portal/session"))).Status.ShouldBe(HttpStatusCode.OK);
        pair.Gateway.Transcript.ShouldContain("signature.required");
    }

    [Fact]
    public async Task A_sign_in_that_it_starts_is_refused_then_begun_anew_then_taken()
    {
        await using var pair = await SimpleSamlPhpPair.StartAsync();
        (await pair.StartThereAsync()).Page.Status.ShouldBe(HttpStatusCode.BadRequest);

        await pair.SetAsync("IdpInitiated", "Restart");
        var (page, browser) = await pair.StartThereAsync();
        using (browser)
        {
            // The restart leads back to the IdP, which knows the person by now and answers our request.
            page = await browser.SubmitAsync(page, "SAMLResponse");
            page.Status.ShouldBe(HttpStatusCode.OK, page.Html);
            (await browser.GetJsonAsync(new Uri(pair.Gateway.Url, "/portal/session"))).Status.ShouldBe(HttpStatusCode.OK);
        }

        await pair.SetAsync("IdpInitiated", "Accept");
        (page, browser) = await pair.StartThereAsync();
        using (browser)
        {
            page.Status.ShouldBe(HttpStatusCode.OK, page.Html);
            (await browser.GetJsonAsync(new Uri(pair.Gateway.Url, "/portal/session"))).Status.ShouldBe(HttpStatusCode.OK);
        }
    }
}
