using System.Security.Cryptography.X509Certificates;
using System.Security.Cryptography.Xml;
using Federation.Saml;
using Federation.Saml.Assertions;
using Federation.Saml.Validation;

namespace Federation.UnitTests.Saml;

public sealed class AcceptedResponseTests
{
    [Fact]
    public void A_signed_assertion_is_accepted_and_read_whole()
    {
        var result = new ResponseBuilder().Validate();

        result.FirstFailure.ShouldBeNull();
        var assertion = result.Assertion.ShouldNotBeNull();
        assertion.Id.ShouldBe("_assertion1");
        assertion.Issuer.ShouldBe(ResponseBuilder.IdpEntityId);
        assertion.NameId.ShouldBe(new SamlNameId("alice", SamlNameIdFormats.Persistent));
        assertion.Values("groups").ShouldBe(["admins", "users"]);
        assertion.Values("mail").ShouldBe(["alice@example.org"]);
        assertion.SessionIndex.ShouldBe("_session1");
        assertion.SessionNotOnOrAfter.ShouldBe(ResponseBuilder.Now.AddHours(1));
        assertion.AuthnInstant.ShouldBe(ResponseBuilder.Now.AddMinutes(-1));
        assertion.AuthnContextClassRef.ShouldBe("urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport");
        assertion.Recipient.ShouldBe(ResponseBuilder.Acs);
        assertion.InResponseTo.ShouldBe(ResponseBuilder.RequestId);
        assertion.Audiences.ShouldBe([ResponseBuilder.SpEntityId]);
        assertion.AcceptableUntil.ShouldBe(ResponseBuilder.Now.AddSeconds(300 + 180));
        assertion.SignedElement.ShouldBe(SamlSignedElement.Assertion);
        assertion.SigningKeyThumbprint.ShouldBe(TestKeys.Key(TestKeys.Idp).Thumbprint);
        assertion.WasEncrypted.ShouldBeFalse();
    }

    [Fact]
    public void A_signed_response_covers_an_unsigned_assertion()
    {
        var result = new ResponseBuilder { SignAssertion = null, SignResponse = new() }.Validate();

        result.FirstFailure.ShouldBeNull();
        result.Assertion!.SignedElement.ShouldBe(SamlSignedElement.Response);
    }

    [Fact]
    public void Both_may_be_signed()
    {
        var result = new ResponseBuilder { SignResponse = new() }.Validate();

        result.FirstFailure.ShouldBeNull();
        result.Assertion!.SignedElement.ShouldBe(SamlSignedElement.Response | SamlSignedElement.Assertion);
    }

    public static TheoryData<string, string> EcKeys => new()
    {
        { nameof(TestKeys.IdpEc256), "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256" },
        { nameof(TestKeys.IdpEc384), "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384" },
        { nameof(TestKeys.IdpEc521), "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512" },
    };

    [Theory]
    [MemberData(nameof(EcKeys))]
    public void Ecdsa_signatures_are_accepted(string name, string method)
    {
        var certificate = (X509Certificate2)typeof(TestKeys).GetProperty(name)!.GetValue(null)!;
        var context = ResponseBuilder.Context with { Provider = ResponseBuilder.Provider(TestKeys.Key(TestKeys.Idp), TestKeys.Key(certificate)) };

        new ResponseBuilder { SignAssertion = new() { Certificate = certificate, SignatureMethod = method } }.Validate(context).FirstFailure.ShouldBeNull();
    }

    [Theory]
    [InlineData(SignedXml.XmlDsigRSASHA384Url, SignedXml.XmlDsigSHA384Url)]
    [InlineData(SignedXml.XmlDsigRSASHA512Url, SignedXml.XmlDsigSHA512Url)]
    public void Longer_hashes_are_accepted(string method, string digest) =>
        new ResponseBuilder { SignAssertion = new() { SignatureMethod = method, DigestMethod = digest } }.Validate().FirstFailure.ShouldBeNull();

    [Fact]
    public void The_second_of_two_signing_keys_verifies()
    {
        var context = ResponseBuilder.Context with { Provider = ResponseBuilder.Provider(TestKeys.Key(TestKeys.Idp), TestKeys.Key(TestKeys.IdpNext)) };

        var result = new ResponseBuilder { SignAssertion = new() { Certificate = TestKeys.IdpNext } }.Validate(context);

        result.Assertion.ShouldNotBeNull().SigningKeyThumbprint.ShouldBe(TestKeys.Key(TestKeys.IdpNext).Thumbprint);
    }

    [Fact]
    public void Unsolicited_is_accepted_where_the_provider_may_start()
    {
        var result = new ResponseBuilder().Unsolicited().Validate(ResponseBuilder.Context with { ExpectedRequest = SamlExpectedRequest.Unsolicited });

        result.Assertion.ShouldNotBeNull().InResponseTo.ShouldBeNull();
    }
}
