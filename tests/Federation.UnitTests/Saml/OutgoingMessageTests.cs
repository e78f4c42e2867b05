using System.IO.Compression;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Security.Cryptography.Xml;
using System.Text;
using System.Web;
using System.Xml;
using Federation.Saml;
using Federation.Saml.Bindings;
using Federation.Saml.Metadata;
using Federation.Saml.Protocol;
using Federation.Saml.Xml;

namespace Federation.UnitTests.Saml;

public sealed class OutgoingMessageTests
{
    private static readonly SamlAuthnRequest Request = new()
    {
        Id = SamlMessageId.Create(new byte[20]),
        Issuer = ResponseBuilder.SpEntityId,
        IssueInstant = ResponseBuilder.Now,
        Destination = MetadataBuilder.Sso,
        AssertionConsumerServiceUrl = ResponseBuilder.Acs,
    };

    [Fact]
    public void A_plain_request_asks_for_nothing_that_was_not_set()
    {
        var root = Inflate(Query(SamlRedirectBinding.Encode(Request, null, null), "SAMLRequest"));

        root.Attributes.OfType<XmlAttribute>().Select(attribute => attribute.Name).ShouldBe(
            ["ID", "Version", "IssueInstant", "Destination", "ProtocolBinding", "AssertionConsumerServiceURL", "xmlns:samlp"], ignoreOrder: true);
        root.ChildNodes.OfType<XmlElement>().ShouldHaveSingleItem().LocalName.ShouldBe("Issuer");
        root.GetAttribute("ID").ShouldBe("_" + new string('0', 40));
    }

    [Fact]
    public void What_is_set_is_asked_for()
    {
        var request = Request with
        {
            ForceAuthn = true,
            IsPassive = true,
            NameIdPolicy = new(SamlNameIdFormats.Persistent),
            RequestedAuthnContext = new(["urn:oasis:names:tc:SAML:2.0:ac:classes:X509"]),
        };

        var root = Inflate(Query(SamlRedirectBinding.Encode(request, null, null), "SAMLRequest"));

        root.GetAttribute("ForceAuthn").ShouldBe("true");
        root.GetAttribute("IsPassive").ShouldBe("true");
        ResponseBuilder.Find(root.OwnerDocument, "NameIDPolicy").GetAttribute("Format").ShouldBe(SamlNameIdFormats.Persistent);
        ResponseBuilder.Find(root.OwnerDocument, "RequestedAuthnContext").GetAttribute("Comparison").ShouldBe("exact");
        ResponseBuilder.Find(root.OwnerDocument, "AuthnContextClassRef").InnerText.ShouldBe("urn:oasis:names:tc:SAML:2.0:ac:classes:X509");
    }

    [Fact]
    public void A_redirect_is_signed_over_its_query_with_RSA()
    {
        var url = SamlRedirectBinding.Encode(Request, "handle+/=&1", SamlSigningCredential.Create(TestKeys.Sp));

        var (signed, signature) = SignedQuery(url);
        TestKeys.Sp.GetRSAPublicKey()!.VerifyData(signed, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).ShouldBeTrue();
        Query(url, "RelayState").ShouldBe("handle+/=&1");
        Query(url, "SigAlg").ShouldBe("http://www.w3.org/2001/04/xmldsig-more#rsa-sha256");
    }

    [Fact]
    public void A_redirect_is_signed_with_ECDSA()
    {
        var (signed, signature) = SignedQuery(SamlRedirectBinding.Encode(Request, null, SamlSigningCredential.Create(TestKeys.SpEc)));

        TestKeys.SpEc.GetECDsaPublicKey()!.VerifyData(signed, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation).ShouldBeTrue();
    }

    [Fact]
    public void A_location_with_a_query_is_kept() =>
        SamlRedirectBinding.Encode(Request with { Destination = "https://idp.example.org/sso?tenant=1" }, null, null).ShouldStartWith("https://idp.example.org/sso?tenant=1&SAMLRequest=");

    [Fact]
    public void A_posted_request_carries_a_signature_that_the_framework_verifies()
    {
        var form = SamlPostBinding.Encode(Request, "handle", SamlSigningCredential.Create(TestKeys.Sp));

        form.Action.ShouldBe(MetadataBuilder.Sso);
        form.Parameter.ShouldBe("SAMLRequest");
        var root = TestSigner.Load(Encoding.UTF8.GetString(Convert.FromBase64String(form.Value))).DocumentElement!;
        root.ChildNodes.OfType<XmlElement>().Select(child => child.LocalName).ShouldBe(["Issuer", "Signature"]);
        FrameworkVerifies(root, TestKeys.Sp).ShouldBeTrue();
    }

    [Fact]
    public void Relay_state_has_at_most_80_bytes()
    {
        Should.Throw<ArgumentException>(() => SamlRedirectBinding.Encode(Request, new string('x', 81), null));
        Should.Throw<ArgumentException>(() => SamlPostBinding.Encode(Request, new string('é', 41), null));
        SamlRelayState.IsAllowed(new string('x', 80)).ShouldBeTrue();
    }

    [Fact]
    public void An_id_needs_16_random_bytes() => Should.Throw<ArgumentException>(() => SamlMessageId.Create(new byte[15]));

    [Fact]
    public void Our_metadata_is_signed_and_complete()
    {
        var xml = new SamlSpMetadata
        {
            Id = "_m",
            EntityId = ResponseBuilder.SpEntityId,
            AssertionConsumerServices = [ResponseBuilder.Acs, "https://fed.example.net/saml"],
            SingleLogoutService = "https://fed.example.net/saml/slo",
            SigningCertificates = [TestKeys.Sp.RawData, TestKeys.SpNext.RawData],
            EncryptionCertificates = [TestKeys.Sp.RawData],
            NameIdFormats = [SamlNameIdFormats.Persistent],
            CacheDuration = TimeSpan.FromHours(1),
            ValidUntil = ResponseBuilder.Now.AddDays(7),
        }.Write(SamlSigningCredential.Create(TestKeys.Sp));

        var root = TestSigner.Load(xml).DocumentElement!;
        FrameworkVerifies(root, TestKeys.Sp).ShouldBeTrue();
        ResponseBuilder.Find(root.OwnerDocument, "EncryptionMethod").GetAttribute("Algorithm").ShouldBe(TestEncryption.Gcm256);
        root.GetAttribute("entityID").ShouldBe(ResponseBuilder.SpEntityId);
        root.GetAttribute("cacheDuration").ShouldBe("PT1H");
        root.ChildNodes.OfType<XmlElement>().Select(child => child.LocalName).ShouldBe(["Signature", "SPSSODescriptor"]);
        var role = ResponseBuilder.Find(root.OwnerDocument, "SPSSODescriptor");
        role.GetAttribute("WantAssertionsSigned").ShouldBe("true");
        role.ChildNodes.OfType<XmlElement>().Select(child => child.LocalName + child.GetAttribute("use") + child.GetAttribute("index")).ShouldBe(
        [
            "KeyDescriptorsigning", "KeyDescriptorsigning", "KeyDescriptorencryption", "SingleLogoutService", "SingleLogoutService", "NameIDFormat", "AssertionConsumerService0", "AssertionConsumerService1",
        ]);
    }

    [Fact]
    public void A_written_signature_is_its_own_canonical_form()
    {
        var root = TestSigner.Load(new SamlSpMetadata { Id = "_m", EntityId = "e", AssertionConsumerServices = ["https://a"], SigningCertificates = [] }
            .Write(SamlSigningCredential.Create(TestKeys.SpEc))).DocumentElement!;
        var info = ResponseBuilder.Find(root.OwnerDocument, "SignedInfo");
        var value = Convert.FromBase64String(ResponseBuilder.Find(root.OwnerDocument, "SignatureValue").InnerText);

        TestKeys.SpEc.GetECDsaPublicKey()!.VerifyData(TestSigner.Canonicalize(info), value, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation).ShouldBeTrue();
    }

    [Fact]
    public void Weak_keys_do_not_sign() => Should.Throw<ArgumentException>(() => SamlSigningCredential.Create(TestKeys.Weak));

    internal static bool FrameworkVerifies(XmlElement root, X509Certificate2 certificate)
    {
        var signed = new SignedXml(root);
        signed.LoadXml((XmlElement)root.GetElementsByTagName("Signature", SignedXml.XmlDsigNamespaceUrl)[0]!);
        return signed.CheckSignature(certificate, verifySignatureOnly: true);
    }

    internal static string? Query(string url, string name) => HttpUtility.ParseQueryString(new Uri(url).Query)[name];

    internal static XmlElement Inflate(string? value)
    {
        using var deflate = new DeflateStream(new MemoryStream(Convert.FromBase64String(value!)), CompressionMode.Decompress);
        using var reader = new StreamReader(deflate);
        return TestSigner.Load(reader.ReadToEnd()).DocumentElement!;
    }

    private static (byte[] Signed, byte[] Signature) SignedQuery(string url)
    {
        var query = new Uri(url).Query[1..];
        var end = query.IndexOf("&Signature=", StringComparison.Ordinal);
        return (Encoding.UTF8.GetBytes(query[..end]), Convert.FromBase64String(Query(url, "Signature")!));
    }
}
