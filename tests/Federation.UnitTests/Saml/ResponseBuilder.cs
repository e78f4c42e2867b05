using System.Text;
using System.Xml;
using Federation.Saml.Metadata;
using Federation.Saml.Validation;

namespace Federation.UnitTests.Saml;

/// <summary>One valid response; tests destroy one thing of it.</summary>
internal sealed record ResponseBuilder
{
    public const string IdpEntityId = "https://idp.example.org/metadata";
    public const string SpEntityId = "https://fed.example.net/saml/metadata";
    public const string Acs = "https://fed.example.net/saml/acs";
    public const string RequestId = "_request1";

    public static DateTimeOffset Now { get; } = new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);

    public string ResponseAttributes { get; init; } =
        $"""ID="_response1" Version="2.0" IssueInstant="{At(-5)}" Destination="{Acs}" InResponseTo="{RequestId}" """;

    public string ResponseIssuer { get; init; } = $"<saml:Issuer>{IdpEntityId}</saml:Issuer>";

    public string Status { get; init; } = """<samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>""";

    public string AssertionAttributes { get; init; } = $"""ID="_assertion1" Version="2.0" IssueInstant="{At(-5)}" """;

    public string AssertionIssuer { get; init; } = $"<saml:Issuer>{IdpEntityId}</saml:Issuer>";

    public string NameId { get; init; } = """<saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">alice</saml:NameID>""";

    public string Confirmation { get; init; } = Bearer();

    public string Conditions { get; init; } =
        $"""<saml:Conditions NotBefore="{At(-30)}" NotOnOrAfter="{At(300)}"><saml:AudienceRestriction><saml:Audience>{SpEntityId}</saml:Audience></saml:AudienceRestriction></saml:Conditions>""";

    public string AuthnStatement { get; init; } =
        $"""<saml:AuthnStatement AuthnInstant="{At(-60)}" SessionIndex="_session1" SessionNotOnOrAfter="{At(3600)}"><saml:AuthnContext><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>""";

    public string AttributeStatement { get; init; } =
        """<saml:AttributeStatement><saml:Attribute Name="mail" NameFormat="urn:oasis:names:tc:SAML:2.0:attrname-format:basic"><saml:AttributeValue xsi:type="xs:string">alice@example.org</saml:AttributeValue></saml:Attribute><saml:Attribute Name="groups"><saml:AttributeValue>admins</saml:AttributeValue><saml:AttributeValue>users</saml:AttributeValue></saml:Attribute></saml:AttributeStatement>""";

    public Signing? SignAssertion { get; init; } = new();

    public Signing? SignResponse { get; init; }

    /// <summary>Changes the document before it is signed.</summary>
    public Action<XmlDocument>? Before { get; init; }

    /// <summary>Changes the document after the assertion was signed and before the response is.</summary>
    public Action<XmlDocument>? Between { get; init; }

    /// <summary>Changes the document after it was signed.</summary>
    public Action<XmlDocument>? After { get; init; }

    /// <summary>Changes the text last of all.</summary>
    public Func<string, string>? Text { get; init; }

    public static string At(double seconds) => Now.AddSeconds(seconds).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", null);

    public static string Bearer(string? recipient = Acs, double? end = 300, string? inResponseTo = RequestId, string more = "") =>
        "<saml:SubjectConfirmation Method=\"urn:oasis:names:tc:SAML:2.0:cm:bearer\"><saml:SubjectConfirmationData" +
        (recipient is null ? "" : $" Recipient=\"{recipient}\"") + (end is null ? "" : $" NotOnOrAfter=\"{At(end.Value)}\"") +
        (inResponseTo is null ? "" : $" InResponseTo=\"{inResponseTo}\"") + more + "/></saml:SubjectConfirmation>";

    public static SamlIdpMetadata Provider(params SamlKey[] keys) => new()
    {
        EntityId = IdpEntityId,
        SigningKeys = keys.Length > 0 ? keys : [TestKeys.Key(TestKeys.Idp)],
        SingleSignOnServices = [],
    };

    public static SamlValidationContext Context { get; } = new()
    {
        Provider = Provider(),
        ExpectedRequest = SamlExpectedRequest.Pending(RequestId),
        Destinations = [Acs],
        Recipients = [Acs],
        Audiences = [SpEntityId],
        Now = Now,
    };

    /// <summary>The same response as if nobody had asked for it.</summary>
    public ResponseBuilder Unsolicited() => this with
    {
        ResponseAttributes = $"""ID="_response1" Version="2.0" IssueInstant="{At(-5)}" Destination="{Acs}" """,
        Confirmation = Bearer(inResponseTo: null),
    };

    public string Xml()
    {
        var document = TestSigner.Load(Template());
        Before?.Invoke(document);
        if (SignAssertion is not null)
        {
            TestSigner.Sign(Find(document, "Assertion"), SignAssertion);
        }

        Between?.Invoke(document);
        if (SignResponse is not null)
        {
            TestSigner.Sign(document.DocumentElement!, SignResponse);
        }

        After?.Invoke(document);
        return Text is null ? document.OuterXml : Text(document.OuterXml);
    }

    public string Build() => Convert.ToBase64String(Encoding.UTF8.GetBytes(Xml()));

    public SamlValidationResult Validate(SamlValidationContext? context = null) => SamlResponseValidator.Validate(Build(), context ?? Context);

    public static XmlElement Find(XmlDocument document, string localName) =>
        document.GetElementsByTagName(localName, "*").OfType<XmlElement>().First();

    private string Template() =>
        $"""<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" {ResponseAttributes}>{ResponseIssuer}{Status}<saml:Assertion xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xs="http://www.w3.org/2001/XMLSchema" {AssertionAttributes}>{AssertionIssuer}<saml:Subject>{NameId}{Confirmation}</saml:Subject>{Conditions}{AuthnStatement}{AttributeStatement}</saml:Assertion></samlp:Response>""";
}
