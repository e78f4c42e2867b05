using System.Security.Cryptography.X509Certificates;
using Federation.Saml;
using Federation.Saml.Metadata;

namespace Federation.UnitTests.Saml;

public sealed class IdpMetadataTests
{
    [Fact]
    public void Reads_everything_that_is_used()
    {
        var builder = new MetadataBuilder
        {
            EntityAttributes = $"entityID=\"{ResponseBuilder.IdpEntityId}\" validUntil=\"2027-01-01T00:00:00Z\" cacheDuration=\"PT6H\"",
            RoleAttributes = "protocolSupportEnumeration=\"urn:oasis:names:tc:SAML:1.1:protocol urn:oasis:names:tc:SAML:2.0:protocol\" WantAuthnRequestsSigned=\"true\" validUntil=\"2026-12-01T00:00:00Z\"",
            Keys = MetadataBuilder.Key(TestKeys.Idp) + MetadataBuilder.Key(TestKeys.IdpNext, null) + MetadataBuilder.Key(TestKeys.OtherIdp, "encryption"),
        };

        var metadata = builder.Read().Metadata.ShouldNotBeNull();

        metadata.EntityId.ShouldBe(ResponseBuilder.IdpEntityId);
        metadata.SigningKeys.Select(key => key.CertificateSubject).ShouldBe(["CN=idp", "CN=idp-next"]);
        metadata.SingleSignOn(SamlBindings.HttpRedirect)!.Location.ShouldBe(MetadataBuilder.Sso);
        metadata.SingleSignOn(SamlBindings.HttpPost)!.Location.ShouldBe(MetadataBuilder.Sso + "/post");
        metadata.SingleLogout(SamlBindings.HttpRedirect)!.ResponseLocation.ShouldBe("https://idp.example.org/slo-response");
        metadata.WantAuthnRequestsSigned.ShouldBeTrue();
        metadata.NameIdFormats.ShouldBe([SamlNameIdFormats.Persistent]);
        metadata.ValidUntil.ShouldBe(new DateTimeOffset(2026, 12, 1, 0, 0, 0, TimeSpan.Zero));
        metadata.CacheDuration.ShouldBe(TimeSpan.FromHours(6));
    }

    [Fact]
    public void Reads_odd_prefixes_and_a_declaration()
    {
        var xml = "<?xml version='1.0' encoding='utf-8'?>\n<!-- made by hand -->\n" + new MetadataBuilder().Xml()
            .Replace("<EntityDescriptor xmlns=", "<ns0:EntityDescriptor xmlns:ns0=", StringComparison.Ordinal).Replace("</EntityDescriptor>", "</ns0:EntityDescriptor>", StringComparison.Ordinal)
            .Replace("<IDPSSODescriptor ", "<IDPSSODescriptor xmlns=\"urn:oasis:names:tc:SAML:2.0:metadata\" ", StringComparison.Ordinal);

        MetadataBuilder.Read(xml).Problems.ShouldBeEmpty();
    }

    [Fact]
    public void Takes_bare_RSA_and_EC_key_values()
    {
        var rsa = TestKeys.Idp.GetRSAPublicKeyParameters();
        var ec = TestKeys.IdpEc256.GetEcPublicParameters();
        var point = new byte[] { 4 }.Concat(ec.Q.X!).Concat(ec.Q.Y!).ToArray();
        var keys = $"""
            <KeyDescriptor><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><KeyValue><RSAKeyValue><Modulus>{Convert.ToBase64String(rsa.Modulus!)}</Modulus><Exponent>{Convert.ToBase64String(rsa.Exponent!)}</Exponent></RSAKeyValue></KeyValue></KeyInfo></KeyDescriptor>
            <KeyDescriptor><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><KeyValue><ECKeyValue xmlns="http://www.w3.org/2009/xmldsig11#"><NamedCurve URI="urn:oid:1.2.840.10045.3.1.7"/><PublicKey>{Convert.ToBase64String(point)}</PublicKey></ECKeyValue></KeyValue></KeyInfo></KeyDescriptor>
            """;

        var metadata = new MetadataBuilder { Keys = keys }.Read().Metadata.ShouldNotBeNull();

        metadata.SigningKeys.Select(key => key.Thumbprint).ShouldBe([TestKeys.Key(TestKeys.Idp).Thumbprint, TestKeys.Key(TestKeys.IdpEc256).Thumbprint]);
    }

    [Fact]
    public void Takes_no_issuer_of_a_chain_for_a_signing_key_and_both_of_two_namesakes()
    {
        var leaf = TestKeys.IssuedBy(TestKeys.OtherIdp, "leaf");
        var chain = new MetadataBuilder { Keys = MetadataBuilder.Key([leaf, TestKeys.OtherIdp]) }.Read();
        chain.Metadata!.SigningKeys.Select(key => key.Thumbprint).ShouldBe([TestKeys.Key(leaf).Thumbprint]);
        chain.Problems.ShouldHaveSingleItem().Message.ShouldContain("`CN=other-idp` stands there as the issuer");

        // Roll-over as some products write it: two certificates of one subject, each its own issuer.
        var namesake = TestKeys.SelfSigned("idp");
        new MetadataBuilder { Keys = MetadataBuilder.Key([TestKeys.Idp, namesake]) }.Read().Metadata!.SigningKeys.Count.ShouldBe(2);
    }

    [Fact]
    public void Takes_an_expired_certificate_and_warns()
    {
        var result = new MetadataBuilder().Read(new SamlMetadataOptions { Now = new(2029, 1, 1, 0, 0, 0, TimeSpan.Zero) });

        result.Succeeded.ShouldBeTrue();
        result.Problems.ShouldHaveSingleItem().Message.ShouldContain("ran out on 2028-01-01");
    }

    [Fact]
    public void Reports_all_problems_at_once()
    {
        var result = new MetadataBuilder { EntityAttributes = "", Keys = MetadataBuilder.Key(TestKeys.Weak), Endpoints = "" }.Read();

        result.Succeeded.ShouldBeFalse();
        result.Problems.Select(problem => problem.Message).ShouldBe(
        [
            "the entity id is missing or longer than 1024 characters",
            "a signing key is ignored: an RSA key needs at least 2048 bits and this has 1024",
            "the metadata has no usable signing key",
            "the metadata has no SingleSignOnService",
        ]);
    }

    public static TheoryData<string, string> Broken => new()
    {
        { "<a/>", "no SAML metadata" },
        { "<!DOCTYPE a><EntityDescriptor/>", "document type" },
        { "", "well-formed" },
        { new MetadataBuilder().Xml().Replace("IDPSSODescriptor", "SPSSODescriptor", StringComparison.Ordinal), "no IDPSSODescriptor" },
        { new MetadataBuilder { RoleAttributes = "protocolSupportEnumeration=\"urn:oasis:names:tc:SAML:1.1:protocol\"" }.Xml(), "no IDPSSODescriptor" },
        { new MetadataBuilder { EntityAttributes = "entityID=\"a\" validUntil=\"2026-11-25T11:59:59Z\"" }.Xml(), "valid until" },
        { new MetadataBuilder { EntityAttributes = "entityID=\"a\" validUntil=\"never\"" }.Xml(), "validUntil is no instant" },
        { new MetadataBuilder { Keys = "<KeyDescriptor><KeyInfo xmlns=\"http://www.w3.org/2000/09/xmldsig#\"><X509Data><X509Certificate>AAAA</X509Certificate></X509Data></KeyInfo></KeyDescriptor>" }.Xml(), "no usable signing key" },
        { new MetadataBuilder { Endpoints = "<SingleSignOnService Binding=\"urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect\" Location=\"javascript:alert(1)\"/>" }.Xml(), "no SingleSignOnService" },
        { new MetadataBuilder { Endpoints = "<SingleSignOnService Binding=\"urn:x\" Location=\"https://idp.example.org\"/>" }.Xml(), "HTTP-Redirect or HTTP-POST" },
        { new MetadataBuilder().Xml() + "<!-- -----BEGIN PRIVATE KEY----- -->", "private key" },
        { new MetadataBuilder().Xml().Replace("<EntityDescriptor", "<EntityDescriptor x='" + new string('x', 10_000_000) + "'", StringComparison.Ordinal), "within its size" },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void Refuses_metadata_that_cannot_be_used(string xml, string problem)
    {
        var result = MetadataBuilder.Read(xml);

        result.Succeeded.ShouldBeFalse();
        result.Problems.ShouldContain(found => found.IsError && found.Message.Contains(problem, StringComparison.Ordinal));
    }

    [Fact]
    public void A_trust_anchor_demands_its_own_signature()
    {
        var options = MetadataBuilder.Options with { TrustAnchors = [TestKeys.Key(TestKeys.OtherIdp)] };
        var signed = MetadataBuilder.Sign(new MetadataBuilder().Xml(), TestKeys.OtherIdp);

        MetadataBuilder.Read(signed, options).Problems.ShouldBeEmpty();
        MetadataBuilder.Read(new MetadataBuilder().Xml(), options).Succeeded.ShouldBeFalse("not signed");
        MetadataBuilder.Read(MetadataBuilder.Sign(new MetadataBuilder().Xml(), TestKeys.Idp), options).Succeeded.ShouldBeFalse("signed by another");
        MetadataBuilder.Read(signed.Replace(MetadataBuilder.Sso, "https://evil.example/sso", StringComparison.Ordinal), options).Succeeded.ShouldBeFalse("changed");
        MetadataBuilder.Read(Wrapped(signed), options).Succeeded.ShouldBeFalse("wrapped");
    }

    [Fact]
    public void Picks_one_entity_of_several()
    {
        var group = Group(new MetadataBuilder().Xml(), new MetadataBuilder { EntityAttributes = "entityID=\"https://other.example\"" }.Xml());

        MetadataBuilder.Read(group).Succeeded.ShouldBeFalse("it must be said which");
        MetadataBuilder.Read(group, MetadataBuilder.Options with { EntityId = "https://other.example" }).Metadata!.EntityId.ShouldBe("https://other.example");
        MetadataBuilder.Read(group, MetadataBuilder.Options with { EntityId = "https://third.example" }).Succeeded.ShouldBeFalse();
    }

    [Fact]
    public void A_trust_anchor_is_taken_from_PEM()
    {
        var expected = TestKeys.Key(TestKeys.Idp).Thumbprint;

        SamlKey.FromPem(TestKeys.Idp.ExportCertificatePem(), out _).ShouldNotBeNull().Thumbprint.ShouldBe(expected);
        SamlKey.FromPem(TestKeys.Idp.GetRSAPublicKey()!.ExportSubjectPublicKeyInfoPem(), out _).ShouldNotBeNull().Thumbprint.ShouldBe(expected);
        SamlKey.FromPem(TestKeys.Idp.GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem(), out var key).ShouldBeNull(key);
        SamlKey.FromPem("nonsense", out var nothing).ShouldBeNull(nothing);
        SamlKey.FromPem("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----", out var broken).ShouldBeNull(broken);
    }

    [Theory]
    [InlineData("wide")]
    [InlineData("attributes")]
    [InlineData("keys")]
    public void Hostile_metadata_costs_little(string kind)
    {
        var xml = new MetadataBuilder().Xml().Replace("</EntityDescriptor>", kind switch
        {
            "wide" => string.Concat(Enumerable.Repeat("<a/>", 250_000)),
            "attributes" => "<a" + string.Concat(Enumerable.Range(0, 500_000).Select(index => $" a{index}=''")) + "/>",
            _ => "<IDPSSODescriptor " + new MetadataBuilder().RoleAttributes + ">" + string.Concat(Enumerable.Repeat(MetadataBuilder.Key(TestKeys.Idp), 1000)) + "</IDPSSODescriptor>",
        } + "</EntityDescriptor>", StringComparison.Ordinal);
        var before = GC.GetAllocatedBytesForCurrentThread();

        MetadataBuilder.Read(xml);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(200_000_000);
    }

    [Fact]
    public void A_private_key_value_is_refused() =>
        new MetadataBuilder { Keys = MetadataBuilder.Key(TestKeys.Idp) + "<KeyDescriptor><KeyInfo xmlns=\"http://www.w3.org/2000/09/xmldsig#\"><KeyValue><RSAKeyValue><Modulus>AQAB</Modulus><Exponent>AQAB</Exponent><D>AQAB</D></RSAKeyValue></KeyValue></KeyInfo></KeyDescriptor>" }
            .Read().Problems.ShouldContain(problem => problem.IsError && problem.Message.Contains("private key", StringComparison.Ordinal));

    internal static string Group(params string[] entities) =>
        "<EntitiesDescriptor xmlns=\"urn:oasis:names:tc:SAML:2.0:metadata\" ID=\"_group\">\n" + string.Join('\n', entities) + "\n</EntitiesDescriptor>";

    private static string Wrapped(string signed) =>
        Group(new MetadataBuilder { EntityAttributes = "entityID=\"https://evil.example\"" }.Xml(), signed);
}
