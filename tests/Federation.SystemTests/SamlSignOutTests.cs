using System.Net;
using System.Text.RegularExpressions;
using Federation.SystemTests.Fixtures;

namespace Federation.SystemTests;

/// <summary>SimpleSAMLphp beyond the plain sign-in: logout both ways, sign-in that it starts, encryption.</summary>
public sealed class SamlSignOutTests
{
    [Fact]
    public async Task Signing_out_here_offers_to_sign_out_there_and_the_answer_is_told()
    {
        await using var pair = await Pair.StartAsync();
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
        await using var pair = await Pair.StartAsync("'sign.logout' => true");
        using var erin = await pair.SignInAsync();
        var end = await erin.OpenAsync(new Uri(pair.Idp.Url, "saml2/idp/SingleLogoutService.php?ReturnTo=" + Uri.EscapeDataString(pair.Idp.Url + "logout.php")));
        end.Html.ShouldNotContain("SAMLRequest", Case.Sensitive, pair.Idp.Log + pair.Gateway.Transcript);
        (await erin.GetJsonAsync(new Uri(pair.Gateway.Url, "/portal/session"))).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task An_unsigned_logout_request_ends_nothing_and_is_answered()
    {
        await using var pair = await Pair.StartAsync("'sign.logout' => false");
        using var erin = await pair.SignInAsync();
        await erin.OpenAsync(new Uri(pair.Idp.Url, "saml2/idp/SingleLogoutService.php?ReturnTo=" + Uri.EscapeDataString(pair.Idp.Url + "logout.php")));
        (await erin.GetJsonAsync(new Uri(pair.Gateway.Url, "/portal/session"))).Status.ShouldBe(HttpStatusCode.OK);
        pair.Gateway.Transcript.ShouldContain("signature.required");
    }

    [Fact]
    public async Task A_sign_in_that_it_starts_is_refused_then_begun_anew_then_taken()
    {
        await using var pair = await Pair.StartAsync();
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

    [Theory]
    [InlineData("'assertion.encryption' => true")]
    [InlineData("'assertion.encryption' => true, 'saml20.sign.assertion' => false, 'saml20.sign.response' => true")]
    [InlineData("'saml20.sign.response' => false")]
    [InlineData("'saml20.sign.assertion' => false, 'saml20.sign.response' => true")]
    [InlineData("'signature.algorithm' => 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512'")]
    [InlineData("'nameid.encryption' => true")]
    public async Task Each_way_of_signing_and_encrypting_is_understood(string variant)
    {
        await using var pair = await Pair.StartAsync(variant);
        using var erin = await pair.SignInAsync();
        (await erin.GetJsonAsync(new Uri(pair.Gateway.Url, "/portal/session"))).Status.ShouldBe(HttpStatusCode.OK);
    }

    private sealed class Pair : IAsyncDisposable
    {
        private string _account = "";

        public required GatewayProcess Gateway { get; init; }

        public required SimpleSamlPhp Idp { get; init; }

        public static async Task<Pair> StartAsync(string? variant = null)
        {
            Tools.NeedSimpleSamlPhp();
            var pair = new Pair
            {
                Gateway = await GatewayProcess.StartAsync(),
                Idp = await SimpleSamlPhp.StartAsync(new SamlPerson("erin", "erin-password", new Dictionary<string, string[]> { ["uid"] = ["erin"], ["groups"] = ["developers"] })),
            };
            pair._account = await pair.Gateway.SetUpAsync(await pair.Idp.MetadataAsync());
            using var http = new HttpClient();
            pair.Idp.Trust(await http.GetStringAsync(pair.Gateway.Metadata), variant);
            return pair;
        }

        public async Task<TestBrowser> SignInAsync()
        {
            var browser = new TestBrowser();
            var page = await browser.SignInWithSamlAsync(Gateway.Url, GatewaySetup.Provider, "erin", "erin-password");
            page.Status.ShouldBe(HttpStatusCode.OK, page.Html + Idp.Log + Gateway.Transcript);
            return browser;
        }

        /// <summary>A sign-in that begins at the IdP, up to our answer.</summary>
        public async Task<(TestPage Page, TestBrowser Browser)> StartThereAsync()
        {
            var browser = new TestBrowser();
            var form = await browser.OpenAsync(new Uri(Idp.Url, "saml2/idp/SSOService.php?spentityid=" + Uri.EscapeDataString(Gateway.Metadata.AbsoluteUri)));
            var posting = await browser.SubmitAsync(form, "password", ("username", "erin"), ("password", "erin-password"));
            return (await browser.SubmitAsync(posting, "SAMLResponse"), browser);
        }

        public async Task SetAsync(string name, string value)
        {
            using var root = Gateway.As(Gateway.Root());
            (await root.JsonAsync("federation", "UpdateSamlProviderSettings", new Dictionary<string, object> { ["SAMLProviderArn"] = GatewaySetup.ProviderArn(_account), [name] = value })).Succeeded();
        }

        public async ValueTask DisposeAsync()
        {
            await Idp.DisposeAsync();
            await Gateway.DisposeAsync();
        }
    }
}
