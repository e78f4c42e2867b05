using System.Security.Cryptography.Xml;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using Federation.Saml.Assertions;
using Federation.Saml.Encryption;
using Federation.Saml.Validation;
using static Federation.UnitTests.Saml.ResponseBuilder;

namespace Federation.UnitTests.Saml;

/// <summary>
/// Whole documents as products write them, each by the habits of one product: prefixes, order, white space, what is signed and how, instants, qualifiers, extensions.
/// All say the same of the same person, so all must be understood alike.
/// </summary>
public sealed class InteroperabilityTests
{
    private const string Saml = "urn:oasis:names:tc:SAML:2.0:assertion";
    private const string Samlp = "urn:oasis:names:tc:SAML:2.0:protocol";
    private const string Password = "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport";

    private static readonly Signing WithXs = new() { Transforms = () => [new XmlDsigEnvelopedSignatureTransform(), new XmlDsigExcC14NTransform("xs xsi")] };

    public static TheoryData<string> Products => new(Documents.Keys);

    private static Dictionary<string, Func<string>> Documents { get; } = new(StringComparer.Ordinal)
    {
        // AD FS: default namespace in the assertion alone, Consent, milliseconds, no NameID format, an empty line nowhere.
        ["AD FS"] = () => Sign(
            $"""<samlp:Response ID="_r1" Version="2.0" IssueInstant="{At(0)[..^1]}.123Z" Destination="{Acs}" Consent="urn:oasis:names:tc:SAML:2.0:consent:unspecified" InResponseTo="{RequestId}" xmlns:samlp="{Samlp}"><Issuer xmlns="{Saml}">{IdpEntityId}</Issuer><samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status><Assertion ID="_a1" IssueInstant="{At(0)[..^1]}.107Z" Version="2.0" xmlns="{Saml}"><Issuer>{IdpEntityId}</Issuer><Subject><NameID>alice</NameID><SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><SubjectConfirmationData InResponseTo="{RequestId}" NotOnOrAfter="{At(300)[..^1]}.123Z" Recipient="{Acs}"/></SubjectConfirmation></Subject><Conditions NotBefore="{At(0)[..^1]}.105Z" NotOnOrAfter="{At(3600)[..^1]}.105Z"><AudienceRestriction><Audience>{SpEntityId}</Audience></AudienceRestriction></Conditions><AttributeStatement><Attribute Name="groups"><AttributeValue>admins</AttributeValue><AttributeValue>users</AttributeValue></Attribute></AttributeStatement><AuthnStatement AuthnInstant="{At(-1)[..^1]}.990Z" SessionIndex="_a1"><AuthnContext><AuthnContextClassRef>{Password}</AuthnContextClassRef></AuthnContext></AuthnStatement></Assertion></samlp:Response>""",
            assertion: new()),

        // Keycloak: both signed, extension in the response, three statements, xs types, prefix list absent, KeyInfo with several children.
        ["Keycloak"] = () => Sign(
            $"""<samlp:Response xmlns:samlp="{Samlp}" xmlns:saml="{Saml}" Destination="{Acs}" ID="ID_r1" InResponseTo="{RequestId}" IssueInstant="{At(0)[..^1]}.000Z" Version="2.0"><saml:Issuer>{IdpEntityId}</saml:Issuer><samlp:Extensions><kckey:KeyInfo xmlns:kckey="urn:keycloak:ext:key:1.0" MessageSigningKeyId="k"/></samlp:Extensions><samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status><saml:Assertion xmlns="{Saml}" ID="ID_a1" IssueInstant="{At(0)[..^1]}.000Z" Version="2.0"><saml:Issuer>{IdpEntityId}</saml:Issuer><saml:Subject><saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">alice</saml:NameID><saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData InResponseTo="{RequestId}" NotOnOrAfter="{At(300)[..^1]}.000Z" Recipient="{Acs}"/></saml:SubjectConfirmation></saml:Subject><saml:Conditions NotBefore="{At(-2)[..^1]}.000Z" NotOnOrAfter="{At(58)[..^1]}.000Z"><saml:AudienceRestriction><saml:Audience>{SpEntityId}</saml:Audience></saml:AudienceRestriction></saml:Conditions><saml:AuthnStatement AuthnInstant="{At(0)[..^1]}.000Z" SessionIndex="s::1" SessionNotOnOrAfter="{At(36000)[..^1]}.000Z"><saml:AuthnContext><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:unspecified</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement><saml:AttributeStatement><saml:Attribute FriendlyName="g" Name="groups" NameFormat="urn:oasis:names:tc:SAML:2.0:attrname-format:basic"><saml:AttributeValue xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="xs:string">admins</saml:AttributeValue><saml:AttributeValue xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="xs:string">users</saml:AttributeValue></saml:Attribute></saml:AttributeStatement></saml:Assertion></samlp:Response>""",
            new(), new()),

        // OpenSAML (Shibboleth, PingFederate, Okta): saml2 prefixes, a prefix list, xs declared far above its use, base64 in lines that end with a character reference.
        ["Shibboleth"] = () => Sign(
            $"""<?xml version="1.0" encoding="UTF-8"?><saml2p:Response xmlns:saml2p="{Samlp}" xmlns:xs="http://www.w3.org/2001/XMLSchema" Destination="{Acs}" ID="_r1" InResponseTo="{RequestId}" IssueInstant="{At(0)[..^1]}.5Z" Version="2.0"><saml2:Issuer xmlns:saml2="{Saml}" Format="urn:oasis:names:tc:SAML:2.0:nameid-format:entity">{IdpEntityId}</saml2:Issuer><saml2p:Status><saml2p:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></saml2p:Status><saml2:Assertion xmlns:saml2="{Saml}" ID="_a1" IssueInstant="{At(0)[..^1]}.5Z" Version="2.0"><saml2:Issuer>{IdpEntityId}</saml2:Issuer><saml2:Subject><saml2:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent" NameQualifier="{IdpEntityId}" SPNameQualifier="{SpEntityId}">alice</saml2:NameID><saml2:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml2:SubjectConfirmationData Address="192.0.2.7" InResponseTo="{RequestId}" NotOnOrAfter="{At(300)[..^1]}.5Z" Recipient="{Acs}"/></saml2:SubjectConfirmation></saml2:Subject><saml2:Conditions NotBefore="{At(0)}" NotOnOrAfter="{At(300)}"><saml2:AudienceRestriction><saml2:Audience>{SpEntityId}</saml2:Audience></saml2:AudienceRestriction></saml2:Conditions><saml2:AuthnStatement AuthnInstant="{At(-3)}" SessionIndex="_s"><saml2:SubjectLocality Address="192.0.2.7"/><saml2:AuthnContext><saml2:AuthnContextClassRef>{Password}</saml2:AuthnContextClassRef></saml2:AuthnContext></saml2:AuthnStatement><saml2:AttributeStatement><saml2:Attribute FriendlyName="eduPersonTargetedID" Name="urn:oid:1.3.6.1.4.1.5923.1.1.1.10" NameFormat="urn:oasis:names:tc:SAML:2.0:attrname-format:uri"><saml2:AttributeValue><saml2:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">alice</saml2:NameID></saml2:AttributeValue></saml2:Attribute><saml2:Attribute Name="groups" NameFormat="urn:oasis:names:tc:SAML:2.0:attrname-format:uri"><saml2:AttributeValue xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="xs:string">admins</saml2:AttributeValue><saml2:AttributeValue xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="xs:string">users</saml2:AttributeValue></saml2:Attribute></saml2:AttributeStatement></saml2:Assertion></saml2p:Response>""",
            WithXs, WithXs, text: WithCarriageReturns),

        // pysaml2: numbered prefixes, single quotes, a declaration, an instant without fraction, the response alone signed.
        ["pysaml2"] = () => Sign(
            $"""<?xml version='1.0' encoding='UTF-8'?>{'\n'}<ns0:Response xmlns:ns0="{Samlp}" xmlns:ns1="{Saml}" Destination="{Acs}" ID="id-r1" InResponseTo="{RequestId}" IssueInstant="{At(0)}" Version="2.0"><ns1:Issuer Format="urn:oasis:names:tc:SAML:2.0:nameid-format:entity">{IdpEntityId}</ns1:Issuer><ns0:Status><ns0:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></ns0:Status><ns1:Assertion xmlns:ns3="http://www.w3.org/2001/XMLSchema-instance" xmlns:ns4="http://www.w3.org/2001/XMLSchema" ID="id-a1" IssueInstant="{At(0)}" Version="2.0"><ns1:Issuer Format="urn:oasis:names:tc:SAML:2.0:nameid-format:entity">{IdpEntityId}</ns1:Issuer><ns1:Subject><ns1:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent" NameQualifier="" SPNameQualifier="{SpEntityId}">alice</ns1:NameID><ns1:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><ns1:SubjectConfirmationData InResponseTo="{RequestId}" NotOnOrAfter="{At(900)}" Recipient="{Acs}" /></ns1:SubjectConfirmation></ns1:Subject><ns1:Conditions NotBefore="{At(0)}" NotOnOrAfter="{At(900)}"><ns1:AudienceRestriction><ns1:Audience>{SpEntityId}</ns1:Audience></ns1:AudienceRestriction></ns1:Conditions><ns1:AuthnStatement AuthnInstant="{At(0)}" SessionIndex="id-s"><ns1:AuthnContext><ns1:AuthnContextClassRef>{Password}</ns1:AuthnContextClassRef><ns1:AuthenticatingAuthority>{IdpEntityId}</ns1:AuthenticatingAuthority></ns1:AuthnContext></ns1:AuthnStatement><ns1:AttributeStatement><ns1:Attribute Name="groups" NameFormat="urn:oasis:names:tc:SAML:2.0:attrname-format:uri"><ns1:AttributeValue ns3:type="ns4:string">admins</ns1:AttributeValue><ns1:AttributeValue ns3:type="ns4:string">users</ns1:AttributeValue></ns1:Attribute></ns1:AttributeStatement></ns1:Assertion></ns0:Response>""",
            null, new()),

        // Lasso (LemonLDAP::NG): lines between all elements, several AuthnStatements, an offset instead of Z, comments and processing instructions in between.
        ["LemonLDAP::NG"] = () => Sign(
            $"""<?xml version="1.0"?><!-- by hand --><?pi before?>{'\n'}<lassop:Response xmlns:lassop="{Samlp}" ID="_R1" InResponseTo="{RequestId}" Version="2.0" IssueInstant="{At(3600)[..^1]}+01:00" Destination="{Acs}">{'\n'}  <Issuer xmlns="{Saml}">{IdpEntityId}</Issuer>{'\n'}  <lassop:Status><!-- all is well -->{'\n'}    <lassop:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/>{'\n'}  </lassop:Status>{'\n'}  <lasso:Assertion xmlns:lasso="{Saml}" Version="2.0" ID="_A1" IssueInstant="{At(0)}">{'\n'}    <lasso:Issuer>{IdpEntityId}</lasso:Issuer>{'\n'}    <?pi inside?>{'\n'}    <lasso:Subject>{'\n'}      <lasso:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">alice</lasso:NameID>{'\n'}      <lasso:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:sender-vouches"/>{'\n'}      <lasso:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">{'\n'}        <lasso:SubjectConfirmationData Recipient="{Acs}" NotOnOrAfter="{At(-3540)[..^1]}-01:00" InResponseTo="{RequestId}"/>{'\n'}      </lasso:SubjectConfirmation>{'\n'}    </lasso:Subject>{'\n'}    <lasso:Conditions NotBefore="{At(0)}" NotOnOrAfter="{At(60)}">{'\n'}      <lasso:AudienceRestriction>{'\n'}        <lasso:Audience>{'\n'}          {SpEntityId}{'\n'}        </lasso:Audience>{'\n'}      </lasso:AudienceRestriction>{'\n'}    </lasso:Conditions>{'\n'}    <lasso:AuthnStatement AuthnInstant="{At(-1)}" SessionIndex="1">{'\n'}      <lasso:AuthnContext><lasso:AuthnContextClassRef> {Password} </lasso:AuthnContextClassRef></lasso:AuthnContext>{'\n'}    </lasso:AuthnStatement>{'\n'}    <lasso:AuthnStatement AuthnInstant="{At(-600)}" SessionIndex="2"><lasso:AuthnContext><lasso:AuthnContextDeclRef>urn:x</lasso:AuthnContextDeclRef></lasso:AuthnContext></lasso:AuthnStatement>{'\n'}    <lasso:AttributeStatement>{'\n'}      <lasso:Attribute Name="groups">{'\n'}        <lasso:AttributeValue>admins</lasso:AttributeValue><lasso:AttributeValue><![CDATA[users]]></lasso:AttributeValue>{'\n'}      </lasso:Attribute>{'\n'}    </lasso:AttributeStatement>{'\n'}    <lasso:AttributeStatement/>{'\n'}  </lasso:Assertion>{'\n'}</lassop:Response>{'\n'}<!-- end -->""",
            new(), null),

        // OneLogin: no Destination check possible (unsigned response without one), seven-digit fractions as .NET writes them, an empty RelayState beside it.
        ["OneLogin"] = () => Sign(
            $"""<samlp:Response xmlns:saml="{Saml}" xmlns:samlp="{Samlp}" ID="R1" Version="2.0" IssueInstant="{At(0)[..^1]}.1234567Z" InResponseTo="{RequestId}"><saml:Issuer>{IdpEntityId}</saml:Issuer><samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"></samlp:StatusCode><samlp:StatusMessage>fine</samlp:StatusMessage></samlp:Status><saml:Assertion xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" Version="2.0" ID="A1" IssueInstant="{At(0)[..^1]}.1234567Z"><saml:Issuer>{IdpEntityId}</saml:Issuer><saml:Subject><saml:NameID Format="urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified">alice</saml:NameID><saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData NotOnOrAfter="{At(180)[..^1]}.9999999Z" Recipient="{Acs}" InResponseTo="{RequestId}"></saml:SubjectConfirmationData></saml:SubjectConfirmation></saml:Subject><saml:Conditions NotBefore="{At(-180)}" NotOnOrAfter="{At(180)}"><saml:AudienceRestriction><saml:Audience>{SpEntityId}</saml:Audience></saml:AudienceRestriction><saml:OneTimeUse/></saml:Conditions><saml:AuthnStatement AuthnInstant="{At(-1)}" SessionNotOnOrAfter="{At(86400)}" SessionIndex="_x"><saml:AuthnContext><saml:AuthnContextClassRef>{Password}</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement><saml:AttributeStatement><saml:Attribute NameFormat="urn:oasis:names:tc:SAML:2.0:attrname-format:basic" Name="empty"/><saml:Attribute NameFormat="urn:oasis:names:tc:SAML:2.0:attrname-format:basic" Name="groups"><saml:AttributeValue xsi:type="xs:string">admins</saml:AttributeValue><saml:AttributeValue xsi:type="xs:string">users</saml:AttributeValue></saml:Attribute></saml:AttributeStatement></saml:Assertion></samlp:Response>""",
            new() { WithKeyInfo = false }, null),

        // xml:lang and xml:space, prefixes bound anew on the way down, an attribute in a namespace, xmlns="" in a value.
        ["a purist"] = () => Sign(
            $"""<p:Response xmlns:p="{Samlp}" xmlns="urn:outer" xmlns:a="urn:outer-a" ID="r.1" Version="2.0" IssueInstant=" {At(0)} " Destination="{Acs}" InResponseTo="{RequestId}"><a:Issuer xmlns:a="{Saml}">{IdpEntityId}</a:Issuer><p:Status><p:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/><p:StatusDetail><d xmlns="" a:b="c"/></p:StatusDetail></p:Status><a:Assertion xmlns:a="{Saml}" ID="a.1" Version="2.0" IssueInstant="{At(0)}"><a:Issuer>{IdpEntityId}</a:Issuer><Subject xmlns="{Saml}"><NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">al<!-- -->ice</NameID><SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><b:NameID xmlns:b="{Saml}">alice</b:NameID><SubjectConfirmationData Recipient="{Acs}" NotOnOrAfter="{At(300)}" InResponseTo="{RequestId}"><note xmlns="urn:x">signed as well</note></SubjectConfirmationData></SubjectConfirmation></Subject><Conditions xmlns="{Saml}"><AudienceRestriction><Audience>https://first.example</Audience><Audience>{SpEntityId}</Audience></AudienceRestriction><AudienceRestriction><Audience>{SpEntityId}</Audience></AudienceRestriction><ProxyRestriction Count="1"><Audience>https://proxy.example</Audience></ProxyRestriction></Conditions><a:Advice><a:AssertionURIRef>https://advice.example</a:AssertionURIRef></a:Advice><a:AuthnStatement AuthnInstant="{At(0)}"><a:AuthnContext><a:AuthnContextClassRef>{Password}</a:AuthnContextClassRef></a:AuthnContext></a:AuthnStatement><a:AuthzDecisionStatement Resource="urn:r" Decision="Permit"><a:Action Namespace="urn:n">read</a:Action></a:AuthzDecisionStatement><a:AttributeStatement xml:lang="en" xml:space="preserve"><a:Attribute Name="groups" x:origin="hr" xmlns:x="urn:x"><a:AttributeValue xml:lang="en">admins</a:AttributeValue><a:AttributeValue xmlns:s="http://www.w3.org/2001/XMLSchema" xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:type="s:anyURI">users</a:AttributeValue></a:Attribute></a:AttributeStatement></a:Assertion></p:Response>""",
            new() { Transforms = () => [new XmlDsigEnvelopedSignatureTransform(), new XmlDsigExcC14NTransform("a #default x")], SignatureMethod = SignedXml.XmlDsigRSASHA512Url, DigestMethod = SignedXml.XmlDsigSHA384Url }, new() { SignatureMethod = SignedXml.XmlDsigRSASHA384Url, DigestMethod = SignedXml.XmlDsigSHA512Url }),
    };

    [Theory]
    [MemberData(nameof(Products))]
    public void A_document_by_the_habits_of_a_product_is_understood(string product)
    {
        var result = Validate(Documents[product](), Context);

        result.FirstFailure?.ToString().ShouldBeNull(product);
        Says(result.Assertion.ShouldNotBeNull(product));
    }

    [Theory]
    [MemberData(nameof(Products))]
    public void The_same_document_with_one_letter_changed_is_refused(string product) =>
        Validate(Documents[product]().Replace(">admins<", ">Admins<", StringComparison.Ordinal), Context).FirstFailure.ShouldNotBeNull(product).Rule.ShouldBe(SamlRules.SignatureDigest);

    [Theory]
    [InlineData("http://www.w3.org/2001/04/xmlenc#aes128-cbc")]
    [InlineData("http://www.w3.org/2001/04/xmlenc#aes192-cbc")]
    [InlineData("http://www.w3.org/2001/04/xmlenc#aes256-cbc")]
    [InlineData("http://www.w3.org/2009/xmlenc11#aes128-gcm")]
    [InlineData("http://www.w3.org/2009/xmlenc11#aes192-gcm")]
    [InlineData("http://www.w3.org/2009/xmlenc11#aes256-gcm")]
    public void Any_of_them_may_be_encrypted_in_any_way_that_is_not_broken(string algorithm)
    {
        foreach (var (product, write) in Documents)
        {
            var document = TestSigner.Load(write());
            var own = document.DocumentElement!.ChildNodes.OfType<XmlElement>().FirstOrDefault(child => child.LocalName == "Signature");
            own?.ParentNode!.RemoveChild(own);
            new TestEncryption { Algorithm = algorithm, KeyBesideData = product.Length % 2 == 0 }.Apply(Find(document, "Assertion"), "EncryptedAssertion");
            document.DocumentElement.SetAttribute("Destination", Acs);
            TestSigner.Sign(document.DocumentElement, new());

            var result = Validate(document.OuterXml, Context with { DecryptionKeys = [SamlDecryptionKey.Create(TestKeys.SpNext), SamlDecryptionKey.Create(TestKeys.Sp)] });

            result.FirstFailure?.ToString().ShouldBeNull(product);
            Says(result.Assertion!);
        }
    }

    [Fact]
    public void An_empty_InResponseTo_is_none()
    {
        // samlify's template leaves the attribute empty in a sign-in that the IdP starts.
        var unasked = Documents["OneLogin"]().Replace($"InResponseTo=\"{RequestId}\"", "InResponseTo=\"\"", StringComparison.Ordinal);
        var document = TestSigner.Load(unasked);
        var assertion = Find(document, "Assertion");
        assertion.RemoveChild(Find(document, "Signature"));
        TestSigner.Sign(assertion, new());

        Validate(document.OuterXml, Context with { ExpectedRequest = SamlExpectedRequest.Unsolicited }).Assertion.ShouldNotBeNull().InResponseTo.ShouldBeNull();
        Validate(document.OuterXml, Context).FirstFailure.ShouldNotBeNull().Rule.ShouldBe(SamlRules.InResponseTo);
        Validate(document.OuterXml, Context with { ExpectedRequest = SamlExpectedRequest.UnsolicitedRefused }).FirstFailure.ShouldNotBeNull().Rule.ShouldBe(SamlRules.InResponseTo);
    }

    private static void Says(ValidatedAssertion assertion)
    {
        assertion.NameId.ShouldNotBeNull().Value.ShouldBe("alice");
        assertion.Values("groups").ShouldBe(["admins", "users"]);
        assertion.Audiences.ShouldContain(SpEntityId);
        assertion.InResponseTo.ShouldBe(RequestId);
    }

    private static SamlValidationResult Validate(string xml, SamlValidationContext context) =>
        SamlResponseValidator.Validate(Convert.ToBase64String(Encoding.UTF8.GetBytes(xml), Base64FormattingOptions.InsertLineBreaks), context);

    private static string Sign(string xml, Signing? assertion, Signing? response = null, Func<string, string>? text = null)
    {
        var document = TestSigner.Load(xml);
        if (assertion is not null)
        {
            TestSigner.Sign(Find(document, "Assertion"), assertion);
        }

        if (response is not null)
        {
            TestSigner.Sign(document.DocumentElement!, response);
        }

        return text is null ? document.OuterXml : text(document.OuterXml);
    }

    /// <summary>Java on Windows ends the lines of base64 with a character reference. Only the outermost signature is rewritten: what it covers stays as it was signed.</summary>
    private static string WithCarriageReturns(string xml) => new Regex("(?<=<SignatureValue>|<X509Certificate>)[^<]+")
        .Replace(xml, match => string.Join("&#13;\n", match.Value.Chunk(76).Select(line => new string(line))), 2);
}
