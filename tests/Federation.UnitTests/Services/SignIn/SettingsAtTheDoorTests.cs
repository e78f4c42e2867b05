using System.Security.Cryptography.X509Certificates;
using System.Security.Cryptography.Xml;
using Federation.Model.Keys;
using Federation.Model.Results;
using Federation.Services.SignIn;
using Federation.UnitTests.Saml;
using Federation.UnitTests.Services.House;

namespace Federation.UnitTests.Services.SignIn;

/// <summary>Each setting of a provider does what it says, at the browser's door and at STS.</summary>
public sealed class SettingsAtTheDoorTests
{
    private const string Transient = """<saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:transient">_x1</saml:NameID>""";

    [Fact]
    public async Task The_request_asks_for_what_is_set_and_for_nothing_else()
    {
        await using var house = await TestHouse.OpenAsync();
        var provider = await house.ProviderAsync(house.Root, "corp");
        var visitor = new Visitor(house);
        await visitor.StartAsync(provider);
        visitor.Request!.Attribute("ForceAuthn").ShouldBeNull();
        visitor.Request.Elements().Select(element => element.Name.LocalName).ShouldBe(["Issuer"]);

        await house.SetAsync(provider, settings => settings with
        {
            ForceAuthn = true,
            NameIdFormat = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent",
            RequestedAuthnContext = ["urn:oasis:names:tc:SAML:2.0:ac:classes:X509"],
        });
        await visitor.StartAsync(provider);
        ((string?)visitor.Request.Attribute("ForceAuthn")).ShouldBe("true");
        visitor.Request.Descendants().Select(element => element.Name.LocalName).ShouldContain("NameIDPolicy");
        visitor.Request.Descendants().Single(element => element.Name.LocalName == "AuthnContextClassRef").Value.ShouldEndWith(":X509");
    }

    [Fact]
    public async Task The_binding_and_the_signature_follow_the_settings()
    {
        await using var house = await TestHouse.OpenAsync();
        var provider = await house.ProviderAsync(house.Root, "corp");
        var visitor = new Visitor(house);
        (await visitor.StartAsync(provider)).RedirectUrl!.ShouldContain("&Signature=");

        await house.SetAsync(provider, settings => settings with { SignRequests = false });
        (await visitor.StartAsync(provider)).RedirectUrl!.ShouldNotContain("Signature=");

        await house.SetAsync(provider, settings => settings with { AuthnRequestBinding = "POST", Reset = ["SignRequests"] });
        (await visitor.StartAsync(provider)).Form!.Action.ShouldBe(MetadataBuilder.Sso + "/post");
        visitor.Request!.Elements().Select(element => element.Name.LocalName).ShouldContain("Signature");
    }

    [Fact]
    public async Task Sha1_counts_only_where_it_is_switched_on_at_both_doors()
    {
        await using var house = await TestHouse.OpenAsync();
        var provider = await house.ProviderAsync(house.Root, "corp");
        static ResponseBuilder Weak(ResponseBuilder response) => response with { SignAssertion = new Signing { SignatureMethod = SignedXml.XmlDsigRSASHA1Url, DigestMethod = SignedXml.XmlDsigSHA1Url } };
        IdpInitiatedTests.Reason(await new Visitor(house).SignInAsync(provider, Weak)).ShouldBe(SignInRefusal.Rejected);
        (await StsAsync(house, provider, Weak)).Message.ShouldBe("Response signature invalid");

        await house.SetAsync(provider, settings => settings with { AllowSha1 = true });
        (await new Visitor(house).SignInAsync(provider, Weak)).ShouldBeOfType<SignInOutcome.Accepted>();
        (await StsAsync(house, provider, Weak)).Message.ShouldStartWith("Not authorized");
    }

    [Fact]
    public async Task The_allowed_clock_difference_is_the_providers()
    {
        await using var house = await TestHouse.OpenAsync();
        var provider = await house.ProviderAsync(house.Root, "corp");
        static ResponseBuilder Late(ResponseBuilder response) => response with { Conditions = response.Conditions.Replace(ResponseBuilder.At(300), ResponseBuilder.At(-60), StringComparison.Ordinal) };
        (await new Visitor(house).SignInAsync(provider, Late)).ShouldBeOfType<SignInOutcome.Accepted>();
        await house.SetAsync(provider, settings => settings with { ClockSkewSeconds = 30 });
        IdpInitiatedTests.Reason(await new Visitor(house).SignInAsync(provider, Late)).ShouldBe(SignInRefusal.Rejected);
    }

    [Fact]
    public async Task An_encrypted_assertion_is_opened_at_both_doors_and_a_plain_one_refused_where_it_must_be_encrypted()
    {
        await using var house = await TestHouse.OpenAsync();
        var provider = await house.ProviderAsync(house.Root, "corp");
        await house.SetAsync(provider, settings => settings with { RequireEncryption = true });
        var certificate = house.Get<IKeyRing>().SamlKeys(KeyPurpose.SamlEncryption)[0];
        IdpInitiatedTests.Reason(await new Visitor(house).SignInAsync(provider)).ShouldBe(SignInRefusal.Rejected);
        (await new Visitor(house).SignInAsync(provider, response => Encrypted(response, certificate))).ShouldBeOfType<SignInOutcome.Accepted>();

        (await StsAsync(house, provider, response => response)).Detail!.ShouldContain("encryption.required");
        (await StsAsync(house, provider, response => Encrypted(response, certificate))).Message.ShouldStartWith("Not authorized");
    }

    [Fact]
    public async Task What_was_encrypted_before_a_roll_over_still_opens()
    {
        await using var house = await TestHouse.OpenAsync();
        var provider = await house.ProviderAsync(house.Root, "corp");
        var before = X509CertificateLoader.LoadCertificate(house.Get<IKeyRing>().SamlKeys(KeyPurpose.SamlEncryption)[0].RawData);
        (await house.Get<IKeyRotation>().RotateAsync(KeyPurpose.SamlEncryption, default)).ShouldBe(KeyRotationOutcome.Rotated);
        house.Get<IKeyRing>().SamlKeys(KeyPurpose.SamlEncryption)[0].RawData.ShouldNotBe(before.RawData);
        (await new Visitor(house).SignInAsync(provider, response => Encrypted(response, before))).ShouldBeOfType<SignInOutcome.Accepted>();
    }

    [Fact]
    public async Task A_transient_name_is_no_key_of_a_person()
    {
        await using var house = await TestHouse.OpenAsync();
        var provider = await house.ProviderAsync(house.Root, "corp");
        IdpInitiatedTests.Reason(await new Visitor(house).SignInAsync(provider, response => response with { NameId = Transient })).ShouldBe(SignInRefusal.TransientSubject);

        await house.SetAsync(provider, settings => settings with { SubjectAttribute = "mail" });
        (await new Visitor(house).SignInAsync(provider, response => response with { NameId = Transient })).ShouldBeOfType<SignInOutcome.Accepted>()
            .Session.Identity!.Subject.ShouldBe("alice@example.org");
    }

    [Theory]
    [InlineData("groups")]
    [InlineData("employeeNumber")]
    public async Task A_key_that_came_not_exactly_once_is_none(string attribute)
    {
        await using var house = await TestHouse.OpenAsync();
        var provider = await house.ProviderAsync(house.Root, "corp");
        await house.SetAsync(provider, settings => settings with { SubjectAttribute = attribute });
        IdpInitiatedTests.Reason(await new Visitor(house).SignInAsync(provider)).ShouldBe(SignInRefusal.NoSubject);
    }

    private static ResponseBuilder Encrypted(ResponseBuilder response, X509Certificate2 certificate) =>
        response with { After = document => new TestEncryption { Certificate = certificate }.Apply(ResponseBuilder.Find(document, "Assertion"), "EncryptedAssertion") };

    private static async Task<AwsError> StsAsync(TestHouse house, string provider, Func<ResponseBuilder, ResponseBuilder> change)
    {
        var request = SamlWorld.Assume("arn:aws:iam::123456789012:role/none", provider, change(new ResponseBuilder().Unsolicited()));
        return (await house.CallAsync("sts", "AssumeRoleWithSAML", request, Federation.Services.Pipeline.Caller.Anonymous)).Error!;
    }
}
