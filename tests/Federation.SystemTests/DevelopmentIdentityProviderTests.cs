using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Xml.Linq;
using Federation.SystemTests.Fixtures;

namespace Federation.SystemTests;

/// <summary>The demo's own identity provider: it answers whom its metadata names, checks signatures, and signs what xmlsec1 verifies.</summary>
public sealed class DevelopmentIdentityProviderTests(DevelopmentIdentityProvider idp) : IClassFixture<DevelopmentIdentityProvider>
{
    private const string EntityId = DevelopmentIdentityProvider.ServiceProvider;
    private const string Consumer = DevelopmentIdentityProvider.Consumer;

    private readonly Uri _url = idp.Url;

    [Fact]
    public async Task A_signed_request_leads_through_the_form_to_a_response_for_that_request()
    {
        using var browser = new TestBrowser();
        var form = await browser.OpenAsync(Redirect(Request("_r1")));
        var page = await browser.SubmitAsync(form, "password", ("username", "bob"), ("password", "demo-bob"));

        var (action, fields) = page.Form("SAMLResponse");
        action.AbsoluteUri.ShouldBe(Consumer);
        fields["RelayState"].ShouldBe("state & more");
        var response = Read(fields["SAMLResponse"]);
        ((string?)response.Attribute("InResponseTo")).ShouldBe("_r1");
        ((string?)response.Attribute("Destination")).ShouldBe(Consumer);
        response.Descendants().Where(element => element.Name.LocalName == "Audience").ShouldHaveSingleItem().Value.ShouldBe(EntityId);
        Values(response, "groups").ShouldBe(["staff", "developers"]);
    }

    [Fact]
    public async Task The_session_saves_the_second_password_unless_the_request_wants_it()
    {
        using var browser = new TestBrowser();
        await browser.SubmitAsync(await browser.OpenAsync(Redirect(Request("_r1"))), "password", ("username", "carol"), ("password", "demo-carol"));

        (await browser.OpenAsync(Redirect(Request("_r2")))).Form("SAMLResponse");
        (await browser.OpenAsync(Redirect(Request("_r3", " ForceAuthn=\"true\"")))).Form("password");
    }

    [Fact]
    public async Task A_wrong_password_gets_the_form_again_and_no_response()
    {
        using var browser = new TestBrowser();
        var page = await browser.SubmitAsync(await browser.OpenAsync(Redirect(Request("_r1"))), "password", ("username", "bob"), ("password", "demo-alice"));
        page.Status.ShouldBe(HttpStatusCode.Unauthorized);
        page.Html.ShouldNotContain("SAMLResponse");
        page.Form("password");
    }

    [Fact]
    public async Task A_passive_request_without_a_session_is_answered_NoPassive()
    {
        using var browser = new TestBrowser();
        var page = await browser.OpenAsync(Redirect(Request("_r1", " IsPassive=\"true\"")));
        var response = Read(page.Form("SAMLResponse").Fields["SAMLResponse"]);
        response.Descendants().Where(element => element.Name.LocalName == "StatusCode").Select(element => ((string)element.Attribute("Value")!).Split(':')[^1])
            .ShouldBe(["Responder", "NoPassive"]);
        response.Descendants().ShouldNotContain(element => element.Name.LocalName == "Assertion");
    }

    [Theory]
    [InlineData("unsigned")]
    [InlineData("signed by another key")]
    [InlineData("changed after signing")]
    [InlineData("sent to another consumer")]
    [InlineData("of an unknown service provider")]
    [InlineData("for another destination")]
    [InlineData("with a document type")]
    public async Task A_request_is_refused_when_it_is(string what)
    {
        using var other = RSA.Create(2048);
        var good = Request("_r1");
        var address = what switch
        {
            "unsigned" => new Uri(_url, "/sso?SAMLRequest=" + Uri.EscapeDataString(Deflate(good))),
            "signed by another key" => Redirect(good, other),
            "changed after signing" => new Uri(Redirect(good).AbsoluteUri.Replace("RelayState=state", "RelayState=states", StringComparison.Ordinal)),
            "sent to another consumer" => Redirect(good.Replace(Consumer, "https://attacker.example.com/acs", StringComparison.Ordinal)),
            "of an unknown service provider" => Redirect(good.Replace(EntityId, "https://unknown.example.com/metadata", StringComparison.Ordinal)),
            "for another destination" => Redirect(good.Replace("/sso\"", "/other\"", StringComparison.Ordinal)),
            _ => Redirect("<!DOCTYPE x [<!ENTITY e \"x\">]>" + good),
        };
        using var browser = new TestBrowser();
        var page = await browser.OpenAsync(address);
        page.Status.ShouldBe(HttpStatusCode.BadRequest, page.Html);
        page.Html.ShouldNotContain("password");
    }

    [Fact]
    public async Task A_signed_LogoutRequest_ends_the_session_and_is_answered()
    {
        using var browser = new TestBrowser();
        var response = await SignInAsync(browser, "bob");
        var page = await browser.OpenAsync(SignedAddress("/slo", LogoutRequest(response), idp.Key));
        page.Address.GetLeftPart(UriPartial.Path).ShouldBe(idp.ServiceProviderLogout.AbsoluteUri);
        page.Address.Query.ShouldContain("SAMLResponse=");
        page.Address.Query.ShouldContain("RelayState=state%20%26%20more");
        page.Address.Query.ShouldContain("Signature=");
        (await browser.OpenAsync(Redirect(Request("_r2")))).Form("password");
    }

    [Theory]
    [InlineData("signed by another key")]
    [InlineData("unsigned")]
    [InlineData("for another person")]
    public async Task A_session_outlives_a_LogoutRequest_that_is(string what)
    {
        using var other = RSA.Create(2048);
        using var browser = new TestBrowser();
        var request = LogoutRequest(await SignInAsync(browser, "bob"));
        await browser.OpenAsync(what switch
        {
            "unsigned" => new Uri(_url, "/slo?SAMLRequest=" + Uri.EscapeDataString(Deflate(request))),
            "signed by another key" => SignedAddress("/slo", request, other),
            _ => SignedAddress("/slo", request.Replace("</saml:NameID>", "x</saml:NameID>", StringComparison.Ordinal), idp.Key),
        });
        (await browser.OpenAsync(Redirect(Request("_r2")))).Form("SAMLResponse");
    }

    [Fact]
    public async Task Who_signs_out_at_the_identity_provider_is_signed_out_at_the_service_provider()
    {
        using var browser = new TestBrowser();
        await SignInAsync(browser, "bob");
        var page = await browser.SubmitAsync(await browser.OpenAsync(_url), "sign-out");
        page.Address.GetLeftPart(UriPartial.Path).ShouldBe(idp.ServiceProviderLogout.AbsoluteUri);
        page.Address.Query.ShouldContain("SAMLRequest=");
        (await browser.OpenAsync(new Uri(_url, "/slo?SAMLResponse=x"))).Status.ShouldBe(HttpStatusCode.OK);
        (await browser.OpenAsync(Redirect(Request("_r2")))).Form("password");
    }

    [Fact]
    public async Task Metadata_and_assertion_verify_with_xmlsec1()
    {
        Tools.NeedXmlSec();
        using var browser = new TestBrowser();
        var metadata = await browser.OpenAsync(new Uri(_url, "/metadata"));
        var page = await browser.SubmitAsync(await browser.OpenAsync(Redirect(Request("_r1"))), "password", ("username", "alice"), ("password", "demo-alice"));
        var response = Encoding.UTF8.GetString(Convert.FromBase64String(page.Form("SAMLResponse").Fields["SAMLResponse"]));

        using var folder = new TemporaryFolder();
        using var certificate = X509CertificateLoader.LoadCertificate(Convert.FromBase64String(
            XElement.Parse(metadata.Html).Descendants().First(element => element.Name.LocalName == "X509Certificate").Value));
        File.WriteAllText(folder.File("idp.pem"), certificate.ExportCertificatePem());
        await VerifyAsync(folder, metadata.Html, "urn:oasis:names:tc:SAML:2.0:metadata:EntityDescriptor", 0);
        await VerifyAsync(folder, response, "urn:oasis:names:tc:SAML:2.0:assertion:Assertion", 0);
        await VerifyAsync(folder, response.Replace(">alice<", ">carol<", StringComparison.Ordinal), "urn:oasis:names:tc:SAML:2.0:assertion:Assertion", 1);
    }

    [Fact]
    public async Task Another_host_name_is_not_answered()
    {
        using var http = new HttpClient();
        using var message = new HttpRequestMessage(HttpMethod.Get, _url);
        message.Headers.Host = "attacker.example.com";
        using var answer = await http.SendAsync(message);
        answer.StatusCode.ShouldBe(HttpStatusCode.MisdirectedRequest);
    }

    private static async Task VerifyAsync(TemporaryFolder folder, string xml, string signedElement, int expected)
    {
        File.WriteAllText(folder.File("signed.xml"), xml);
        var (code, _, transcript) = await ChildProcess.RunAsync("xmlsec1",
            ["--verify", "--id-attr:ID", signedElement, "--enabled-key-data", "rsa", "--pubkey-cert-pem", folder.File("idp.pem"), folder.File("signed.xml")]);
        code.ShouldBe(expected, transcript);
    }

    private string Request(string id, string more = "") => $"""
        <samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="{id}" Version="2.0" IssueInstant="{TimeProvider.System.GetUtcNow().UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}" Destination="{_url}sso" AssertionConsumerServiceURL="{Consumer}"{more}><saml:Issuer xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">{EntityId}</saml:Issuer></samlp:AuthnRequest>
        """;

    private async Task<XElement> SignInAsync(TestBrowser browser, string userName)
    {
        var page = await browser.SubmitAsync(await browser.OpenAsync(Redirect(Request("_r1"))), "password", ("username", userName), ("password", "demo-" + userName));
        return Read(page.Form("SAMLResponse").Fields["SAMLResponse"]);
    }

    private string LogoutRequest(XElement response)
    {
        var nameId = response.Descendants().Single(element => element.Name.LocalName == "NameID").Value;
        var index = (string)response.Descendants().Single(element => element.Name.LocalName == "AuthnStatement").Attribute("SessionIndex")!;
        return $"""
            <samlp:LogoutRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_l1" Version="2.0" IssueInstant="{TimeProvider.System.GetUtcNow().UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}" Destination="{_url}slo"><saml:Issuer>{EntityId}</saml:Issuer><saml:NameID>{nameId}</saml:NameID><samlp:SessionIndex>{index}</samlp:SessionIndex></samlp:LogoutRequest>
            """;
    }

    private Uri Redirect(string request, RSA? key = null) => SignedAddress("/sso", request, key ?? idp.Key);

    private Uri SignedAddress(string path, string request, RSA key)
    {
        var query = "SAMLRequest=" + Uri.EscapeDataString(Deflate(request)) + "&RelayState=state%20%26%20more&SigAlg="
            + Uri.EscapeDataString("http://www.w3.org/2001/04/xmldsig-more#rsa-sha256");
        var signature = key.SignData(Encoding.ASCII.GetBytes(query), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return new Uri(_url, path + "?" + query + "&Signature=" + Uri.EscapeDataString(Convert.ToBase64String(signature)));
    }

    private static string Deflate(string text)
    {
        using var buffer = new MemoryStream();
        using (var deflate = new DeflateStream(buffer, CompressionMode.Compress, leaveOpen: true))
        {
            deflate.Write(Encoding.UTF8.GetBytes(text));
        }

        return Convert.ToBase64String(buffer.ToArray());
    }

    private static XElement Read(string base64) => XElement.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(base64)));

    private static IEnumerable<string> Values(XElement response, string attribute) => response.Descendants()
        .Where(element => element.Name.LocalName == "Attribute" && (string?)element.Attribute("Name") == attribute)
        .SelectMany(element => element.Elements().Select(value => value.Value));
}
