using System.Diagnostics;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Federation.Saml;
using Federation.Saml.Assertions;
using Federation.Saml.Encryption;
using static Federation.UnitTests.Saml.ResponseBuilder;

namespace Federation.UnitTests.Saml;

/// <summary>What real providers write, by their habits: prefixes, declarations, white space, what they sign and what they leave out.</summary>
public sealed class ProviderHabitTests
{
    [Fact]
    public void Entra_writes_the_assertion_in_a_default_namespace_and_gives_no_buffer()
    {
        var response = new ResponseBuilder
        {
            AssertionAttributes = $"""ID="_assertion1" Version="2.0" IssueInstant="{At(0)}" """,
            Conditions = $"""<Conditions NotBefore="{At(2)}" NotOnOrAfter="{At(4200)}"><AudienceRestriction><Audience>{SpEntityId}</Audience></AudienceRestriction></Conditions>""",
        };

        Accepted(response, xml => xml.Replace("saml:", "", StringComparison.Ordinal).Replace("xmlns:saml=", "xmlns:unused=", StringComparison.Ordinal)
            .Replace("<Assertion ", "<Assertion xmlns=\"urn:oasis:names:tc:SAML:2.0:assertion\" ", StringComparison.Ordinal)
            .Replace("<Issuer>", "<Issuer xmlns=\"urn:oasis:names:tc:SAML:2.0:assertion\">", StringComparison.Ordinal));
    }

    [Fact]
    public void Pysaml2_writes_numbered_prefixes_and_a_declaration() =>
        Accepted(new(), xml => "<?xml version='1.0' encoding='UTF-8'?>\n" + xml.Replace("samlp:", "ns0:", StringComparison.Ordinal).Replace("saml:", "ns1:", StringComparison.Ordinal)
            .Replace("xmlns:samlp", "xmlns:ns0", StringComparison.Ordinal).Replace("xmlns:saml", "xmlns:ns1", StringComparison.Ordinal));

    [Fact]
    public void Okta_signs_both_with_inclusive_prefixes() =>
        new ResponseBuilder
        {
            SignAssertion = new() { Transforms = () => [new System.Security.Cryptography.Xml.XmlDsigEnvelopedSignatureTransform(), new System.Security.Cryptography.Xml.XmlDsigExcC14NTransform("xs")] },
            SignResponse = new() { Transforms = () => [new System.Security.Cryptography.Xml.XmlDsigEnvelopedSignatureTransform(), new System.Security.Cryptography.Xml.XmlDsigExcC14NTransform("xs")] },
        }.Validate().Assertion.ShouldNotBeNull().SignedElement.ShouldBe(SamlSignedElement.Response | SamlSignedElement.Assertion);

    [Fact]
    public void AdFs_may_leave_out_the_name_identifier() =>
        new ResponseBuilder { NameId = "" }.Validate().Assertion.ShouldNotBeNull().NameId.ShouldBeNull();

    [Fact]
    public void Shibboleth_leaves_out_SessionIndex_or_writes_an_address_and_a_locality()
    {
        var response = new ResponseBuilder
        {
            Confirmation = Bearer(more: " Address=\"192.0.2.7\""),
            AuthnStatement = $"""<saml:AuthnStatement AuthnInstant="{At(-60)}"><saml:SubjectLocality Address="192.0.2.7"/><saml:AuthnContext><saml:AuthnContextDeclRef>urn:x</saml:AuthnContextDeclRef></saml:AuthnContext></saml:AuthnStatement>""",
        };

        var assertion = response.Validate().Assertion.ShouldNotBeNull();
        assertion.SessionIndex.ShouldBeNull();
        assertion.SessionNotOnOrAfter.ShouldBeNull();
        assertion.AuthnContextClassRef.ShouldBeNull();
    }

    [Fact]
    public void Lasso_breaks_lines_between_all_elements() =>
        Accepted(new(), xml => xml.Replace("><", ">\n  <", StringComparison.Ordinal));

    [Fact]
    public void Issuers_and_audiences_may_stand_on_lines_of_their_own() =>
        Accepted(new(), xml => xml.Replace($">{IdpEntityId}<", $">\n  {IdpEntityId}\n<", StringComparison.Ordinal).Replace($">{SpEntityId}<", $">\n{SpEntityId} <", StringComparison.Ordinal));

    [Fact]
    public void SimpleSAMLphp_gives_a_name_identifier_as_attribute_value_and_structured_values_stay_uninterpreted()
    {
        var response = new ResponseBuilder
        {
            AttributeStatement = """
                <saml:AttributeStatement><saml:Attribute Name="urn:oid:1.3.6.1.4.1.5923.1.1.1.10"><saml:AttributeValue><saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent" NameQualifier="i" SPNameQualifier="s">xyz</saml:NameID></saml:AttributeValue></saml:Attribute>
                <saml:Attribute Name="any"><saml:AttributeValue xsi:type="xs:anyType">text</saml:AttributeValue><saml:AttributeValue><a xmlns="urn:x">admin</a></saml:AttributeValue><saml:AttributeValue xsi:nil="true"/><saml:AttributeValue/></saml:Attribute></saml:AttributeStatement>
                <saml:AttributeStatement><saml:Attribute Name="any" FriendlyName="again"><saml:AttributeValue> spaced </saml:AttributeValue></saml:Attribute><saml:Attribute Name="none"/></saml:AttributeStatement>
                """,
        };

        var assertion = response.Validate().Assertion.ShouldNotBeNull();

        assertion.Attributes[0].Values[0].NameId.ShouldBe(new SamlNameId("xyz", SamlNameIdFormats.Persistent, "i", "s"));
        assertion.Values("urn:oid:1.3.6.1.4.1.5923.1.1.1.10").ShouldBe(["xyz"]);
        assertion.Values("any").ShouldBe(["text", "", " spaced "]);
        assertion.Attributes[1].Values[1].IsStructured.ShouldBeTrue();
        assertion.Values("none").ShouldBeEmpty();
        assertion.Values("ANY").ShouldBeEmpty();
    }

    [Fact]
    public void The_response_may_leave_out_issuer_and_destination_when_only_the_assertion_is_signed() =>
        new ResponseBuilder { ResponseIssuer = "", ResponseAttributes = $"""ID="_r" Version="2.0" IssueInstant="{At(0)}" InResponseTo="{RequestId}" """ }.Validate().FirstFailure.ShouldBeNull();

    [Fact]
    public void OneTimeUse_and_ProxyRestriction_are_understood()
    {
        var response = new ResponseBuilder
        {
            Conditions = $"""<saml:Conditions><saml:AudienceRestriction><saml:Audience>https://other.example</saml:Audience><saml:Audience>{SpEntityId}</saml:Audience></saml:AudienceRestriction><saml:OneTimeUse/><saml:ProxyRestriction Count="0"/></saml:Conditions>""",
        };

        var assertion = response.Validate().Assertion.ShouldNotBeNull();
        assertion.OneTimeUse.ShouldBeTrue();
        assertion.Audiences.ShouldBe(["https://other.example", SpEntityId]);
    }

    [Theory]
    [InlineData("aes128-cbc", "http://www.w3.org/2001/04/xmlenc#aes128-cbc")]
    [InlineData("aes256-cbc", "http://www.w3.org/2001/04/xmlenc#aes256-cbc")]
    [InlineData("aes128-gcm", "http://www.w3.org/2009/xmlenc11#aes128-gcm")]
    [InlineData("aes256-gcm", "http://www.w3.org/2009/xmlenc11#aes256-gcm")]
    public void What_xmlsec1_encrypts_is_read(string name, string algorithm)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/xmlsec1"), "xmlsec1 is not installed");
        var context = Context with { DecryptionKeys = [SamlDecryptionKey.Create(TestKeys.Sp)] };
        var response = new ResponseBuilder { SignResponse = new(), Between = document => EncryptByXmlsec(document, algorithm) };

        response.Validate(context).FirstFailure.ShouldBeNull(name);
    }

    [Fact]
    public void An_instant_that_overflows_with_skew_is_no_accident() =>
        new ResponseBuilder { Confirmation = Bearer().Replace(At(300), "9999-12-31T23:59:59Z", StringComparison.Ordinal) }.Validate().Assertion.ShouldNotBeNull()
            .AcceptableUntil.ShouldBe(DateTimeOffset.MaxValue);

    private static void Accepted(ResponseBuilder response, Func<string, string> habit)
    {
        var unsigned = (response with { SignAssertion = null }).Xml();
        var document = TestSigner.Load(habit(unsigned));
        TestSigner.Sign(Find(document, "Assertion"), new Signing());
        var value = Convert.ToBase64String(Encoding.UTF8.GetBytes(document.OuterXml), Base64FormattingOptions.InsertLineBreaks);
        Federation.Saml.Validation.SamlResponseValidator.Validate(value, Context).FirstFailure.ShouldBeNull();
    }

    private static void EncryptByXmlsec(System.Xml.XmlDocument document, string algorithm)
    {
        var folder = Directory.CreateTempSubdirectory("saml-xmlsec-").FullName;
        try
        {
            var assertion = Find(document, "Assertion");
            File.WriteAllText(Path.Combine(folder, "assertion.xml"), assertion.OuterXml);
            File.WriteAllText(Path.Combine(folder, "key.pem"), TestKeys.Sp.GetRSAPublicKey()!.ExportSubjectPublicKeyInfoPem());
            File.WriteAllText(Path.Combine(folder, "template.xml"),
                $"""<EncryptedData xmlns="http://www.w3.org/2001/04/xmlenc#" Type="http://www.w3.org/2001/04/xmlenc#Element"><EncryptionMethod Algorithm="{algorithm}"/><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><EncryptedKey xmlns="http://www.w3.org/2001/04/xmlenc#"><EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p"/><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><KeyName/></KeyInfo><CipherData><CipherValue/></CipherData></EncryptedKey></KeyInfo><CipherData><CipherValue/></CipherData></EncryptedData>""");
            var size = algorithm.Contains("128", StringComparison.Ordinal) ? "aes-128" : "aes-256";
            using var process = Process.Start(new ProcessStartInfo("/usr/bin/xmlsec1",
                $"--encrypt --pubkey-pem key.pem --session-key {size} --xml-data assertion.xml --node-xpath /* --output out.xml template.xml")
            { WorkingDirectory = folder })!;
            process.WaitForExit();
            var holder = document.CreateElement("saml", "EncryptedAssertion", "urn:oasis:names:tc:SAML:2.0:assertion");
            holder.AppendChild(document.ImportNode(TestSigner.Load(File.ReadAllText(Path.Combine(folder, "out.xml"))).DocumentElement!, true));
            assertion.ParentNode!.ReplaceChild(holder, assertion);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
