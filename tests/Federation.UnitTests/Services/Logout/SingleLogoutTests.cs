using System.IO.Compression;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Xml.Linq;
using Federation.Model.Sessions;
using Federation.Saml;
using Federation.Saml.Logout;
using Federation.Services.Logout;
using Federation.Services.SignIn;
using Federation.UnitTests.Saml;
using Federation.UnitTests.Services.House;
using Federation.UnitTests.Services.SignIn;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.UnitTests.Services.Logout;

/// <summary>Single logout both ways: what ends, what is answered, and what a forgery gets.</summary>
public sealed class SingleLogoutTests
{
    private const string Slo = "https://fed.example.net/saml/slo";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_identity_providers_request_ends_the_session_without_any_cookie_and_is_answered(bool redirect)
    {
        await using var house = await TestHouse.OpenAsync();
        var visitor = await SignedInAsync(house);
        var outcome = await SendAsync(house, Request("alice", "_session1"), redirect);

        var answer = outcome.ShouldBeOfType<LogoutOutcome.Answer>();
        answer.Complete.ShouldBeTrue();
        StatusOf(answer).ShouldBe(["Success"]);
        answer.Step!.RedirectUrl!.ShouldStartWith("https://idp.example.org/slo-response?SAMLResponse=");
        answer.Step.RedirectUrl.ShouldContain("&RelayState=theirs");
        answer.Step.RedirectUrl.ShouldContain("&Signature=");
        (await IsLiveAsync(house, visitor)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_session_that_cannot_be_ended_is_answered_with_PartialLogout_and_the_others_end()
    {
        var store = new FragileSessions();
        await using var house = await TestHouse.OpenAsync(services => services.AddSingleton<ISessionStore>(store));
        var stuck = await SignedInAsync(house);
        store.Stuck.Add(stuck.Session!.SessionId);
        var answer = (await SendAsync(house, Request("alice", "_session1"))).ShouldBeOfType<LogoutOutcome.Answer>();

        answer.Complete.ShouldBeFalse();
        StatusOf(answer).ShouldBe(["Responder", "PartialLogout"]);
        (await IsLiveAsync(house, stuck)).ShouldBeTrue();

        store.CannotFind = true;
        StatusOf(await SendAsync(house, Request("alice", null))).ShouldBe(["Responder", "PartialLogout"], "a store that does not answer is no reason not to");
        store.CannotFind = false;
        store.Stuck.Clear();
        StatusOf(await SendAsync(house, Request("alice", null))).ShouldBe(["Success"]);
        (await IsLiveAsync(house, stuck)).ShouldBeFalse();
    }

    [Fact]
    public async Task Only_the_named_session_ends()
    {
        await using var house = await TestHouse.OpenAsync();
        var visitor = await SignedInAsync(house);
        StatusOf(await SendAsync(house, Request("alice", "_session2"))).ShouldBe(["Success"]);
        (await IsLiveAsync(house, visitor)).ShouldBeTrue();
        await SendAsync(house, Request("bob", "_session1"));
        (await IsLiveAsync(house, visitor)).ShouldBeTrue();
        await SendAsync(house, Request("alice", null));
        (await IsLiveAsync(house, visitor)).ShouldBeFalse();
    }

    [Theory]
    [InlineData("unsigned")]
    [InlineData("signed by another key")]
    [InlineData("too old")]
    [InlineData("for another place")]
    public async Task A_request_ends_nothing_and_is_answered_with_a_refusal_when_it_is(string what)
    {
        await using var house = await TestHouse.OpenAsync();
        var visitor = await SignedInAsync(house);
        var request = Request("alice", "_session1");
        request = what switch
        {
            "too old" => request.Replace(ResponseBuilder.At(-1), ResponseBuilder.At(-3600), StringComparison.Ordinal),
            "for another place" => request.Replace(Slo, "https://other.example.net/slo", StringComparison.Ordinal),
            _ => request,
        };
        var outcome = await SendAsync(house, request, certificate: what switch { "unsigned" => null, "signed by another key" => TestKeys.OtherIdp, _ => TestKeys.Idp });
        StatusOf(outcome).ShouldBe(["Requester", "RequestDenied"]);
        (await IsLiveAsync(house, visitor)).ShouldBeTrue();
    }

    [Fact]
    public async Task Another_providers_signature_ends_no_session_of_ours()
    {
        await using var house = await TestHouse.OpenAsync();
        var visitor = await SignedInAsync(house);
        var member = SamlWorld.RootOf(await house.AccountAsync("member"));
        await house.ProviderAsync(member, "corp", TestKeys.OtherIdp);
        await SendAsync(house, Request("alice", "_session1"), certificate: TestKeys.OtherIdp);
        (await IsLiveAsync(house, visitor)).ShouldBeTrue();
    }

    [Fact]
    public async Task An_unknown_issuer_is_told_nothing()
    {
        await using var house = await TestHouse.OpenAsync();
        (await SendAsync(house, Request("alice", null))).ShouldBeOfType<LogoutOutcome.Refused>();
    }

    [Fact]
    public async Task Our_request_echoes_the_subject_and_its_answer_counts_once()
    {
        await using var house = await TestHouse.OpenAsync();
        var visitor = await SignedInAsync(house);
        var step = await house.Get<SingleLogout>().StartAsync(visitor.Session!.Identity!, default);
        var query = Query(step!.RedirectUrl!);
        var request = XElement.Parse(Inflate(query["SAMLRequest"]));
        var nameId = request.Descendants().Single(element => element.Name.LocalName == "NameID");
        nameId.Value.ShouldBe("alice");
        ((string?)nameId.Attribute("Format")).ShouldBe("urn:oasis:names:tc:SAML:2.0:nameid-format:persistent");
        nameId.Attribute("NameQualifier").ShouldBeNull();
        request.Descendants().Single(element => element.Name.LocalName == "SessionIndex").Value.ShouldBe("_session1");

        var answer = Response((string)request.Attribute("ID")!, "urn:oasis:names:tc:SAML:2.0:status:Success");
        (await SendAsync(house, answer, relayState: (query["RelayState"][0] == 'A' ? "B" : "A") + query["RelayState"][1..], parameter: "SAMLResponse")).ShouldBeOfType<LogoutOutcome.Refused>();
        (await SendAsync(house, answer, relayState: query["RelayState"], parameter: "SAMLResponse")).ShouldBe(new LogoutOutcome.Ended(true));
        (await SendAsync(house, answer, relayState: query["RelayState"], parameter: "SAMLResponse")).ShouldBeOfType<LogoutOutcome.Refused>();
    }

    [Fact]
    public async Task A_partial_logout_at_the_identity_provider_is_said()
    {
        await using var house = await TestHouse.OpenAsync();
        var visitor = await SignedInAsync(house);
        var query = Query((await house.Get<SingleLogout>().StartAsync(visitor.Session!.Identity!, default))!.RedirectUrl!);
        var id = (string)XElement.Parse(Inflate(query["SAMLRequest"])).Attribute("ID")!;
        var answer = Response(id, "urn:oasis:names:tc:SAML:2.0:status:Responder");
        (await SendAsync(house, answer, relayState: query["RelayState"], parameter: "SAMLResponse")).ShouldBe(new LogoutOutcome.Ended(false));
    }

    private static async Task<Visitor> SignedInAsync(TestHouse house)
    {
        var visitor = new Visitor(house);
        (await visitor.SignInAsync(await house.ProviderAsync(house.Root, "corp"))).ShouldBeOfType<SignInOutcome.Accepted>();
        return visitor;
    }

    private static async Task<bool> IsLiveAsync(TestHouse house, Visitor visitor) =>
        (await house.Get<PortalSessions>().FindBySubjectAsync(visitor.Session!.Identity!.ProviderArn, "alice", default)).Count == 1;

    internal static string Request(string nameId, string? sessionIndex) =>
        $"""<samlp:LogoutRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_logout1" Version="2.0" IssueInstant="{ResponseBuilder.At(-1)}" Destination="{Slo}"><saml:Issuer>{ResponseBuilder.IdpEntityId}</saml:Issuer><saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">{nameId}</saml:NameID>{(sessionIndex is null ? "" : $"<samlp:SessionIndex>{sessionIndex}</samlp:SessionIndex>")}</samlp:LogoutRequest>""";

    private static string Response(string inResponseTo, string status) =>
        $"""<samlp:LogoutResponse xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_logout2" Version="2.0" IssueInstant="{ResponseBuilder.At(-1)}" Destination="{Slo}" InResponseTo="{inResponseTo}"><saml:Issuer>{ResponseBuilder.IdpEntityId}</saml:Issuer><samlp:Status><samlp:StatusCode Value="{status}"/></samlp:Status></samlp:LogoutResponse>""";

    internal static Task<LogoutOutcome> SendAsync(
        TestHouse house, string xml, bool redirect = true, string relayState = "theirs", string parameter = "SAMLRequest") => SendAsync(house, xml, TestKeys.Idp, redirect, relayState, parameter);

    private static Task<LogoutOutcome> SendAsync(
        TestHouse house, string xml, X509Certificate2? certificate, bool redirect = true, string relayState = "theirs", string parameter = "SAMLRequest")
    {
        UnverifiedLogoutMessage? message;
        if (redirect)
        {
            var query = $"{parameter}={Uri.EscapeDataString(Deflate(xml))}&RelayState={Uri.EscapeDataString(relayState)}";
            if (certificate is not null)
            {
                query += "&SigAlg=" + Uri.EscapeDataString("http://www.w3.org/2001/04/xmldsig-more#rsa-sha256");
                query += "&Signature=" + Uri.EscapeDataString(Convert.ToBase64String(certificate.GetRSAPrivateKey()!.SignData(Encoding.UTF8.GetBytes(query), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)));
            }

            message = UnverifiedLogoutMessage.ReadRedirect(query, out _);
        }
        else
        {
            var document = TestSigner.Load(xml);
            TestSigner.Sign(document.DocumentElement!, new Signing { Certificate = certificate! });
            message = UnverifiedLogoutMessage.ReadPost(Convert.ToBase64String(Encoding.UTF8.GetBytes(document.OuterXml)), parameter == "SAMLRequest", relayState, out _);
        }

        return house.Get<SingleLogout>().HandleAsync(message.ShouldNotBeNull(), redirect ? SamlBindings.HttpRedirect : SamlBindings.HttpPost, house.Request(), default);
    }

    private static IEnumerable<string> StatusOf(LogoutOutcome outcome) =>
        XElement.Parse(Inflate(Query(outcome.ShouldBeOfType<LogoutOutcome.Answer>().Step!.RedirectUrl!)["SAMLResponse"])).Descendants()
            .Where(element => element.Name.LocalName == "StatusCode").Select(element => ((string)element.Attribute("Value")!).Split(':')[^1]);

    private static Dictionary<string, string> Query(string url) =>
        new Uri(url).Query.TrimStart('?').Split('&').Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => Uri.UnescapeDataString(pair[1]));

    private static string Deflate(string text)
    {
        using var buffer = new MemoryStream();
        using (var deflate = new DeflateStream(buffer, CompressionMode.Compress, leaveOpen: true))
        {
            deflate.Write(Encoding.UTF8.GetBytes(text));
        }

        return Convert.ToBase64String(buffer.ToArray());
    }

    private static string Inflate(string value)
    {
        using var deflate = new DeflateStream(new MemoryStream(Convert.FromBase64String(value)), CompressionMode.Decompress);
        using var reader = new StreamReader(deflate);
        return reader.ReadToEnd();
    }
}
