using System.Security.Cryptography;
using System.Security.Cryptography.Xml;
using System.Xml;
using Federation.Saml.Validation;
using static Federation.UnitTests.Saml.ResponseBuilder;

namespace Federation.UnitTests.Saml;

public sealed class SignatureAttackTests
{
    [Fact]
    public void Stops_an_unsigned_assertion_in_an_unsigned_response() =>
        Refused(new ResponseBuilder { SignAssertion = null }, SamlRules.SignatureRequired);

    [Fact]
    public void Stops_content_changed_after_signing() =>
        Refused(new ResponseBuilder { Text = xml => xml.Replace(">alice<", ">admin<", StringComparison.Ordinal) }, SamlRules.SignatureDigest);

    [Fact]
    public void Stops_an_attribute_changed_after_signing() =>
        Refused(new ResponseBuilder { Text = xml => xml.Replace("SessionIndex=\"_session1\"", "SessionIndex=\"_session2\"", StringComparison.Ordinal) }, SamlRules.SignatureDigest);

    [Fact]
    public void Stops_a_namespace_prefix_bound_anew_after_signing() =>
        Refused(new ResponseBuilder { Text = xml => xml.Replace("<saml:NameID", "<saml:NameID xmlns:saml=\"urn:x\"", StringComparison.Ordinal) }, SamlRules.SignatureDigest);

    [Fact]
    public void Stops_a_changed_response_around_a_good_assertion_when_the_response_is_signed() =>
        Refused(new ResponseBuilder { SignResponse = new(), Text = xml => xml.Replace("ID=\"_response1\"", "ID=\"_response2\"", StringComparison.Ordinal) }, SamlRules.SignatureReference);

    [Fact]
    public void Stops_a_bad_response_signature_beside_a_good_assertion_signature() =>
        Refused(new ResponseBuilder { SignResponse = new() { Certificate = TestKeys.OtherIdp } }, SamlRules.SignatureValue);

    [Fact]
    public void Stops_a_bad_assertion_signature_inside_a_good_response_signature() =>
        Refused(new ResponseBuilder { SignAssertion = new() { Certificate = TestKeys.OtherIdp }, SignResponse = new() }, SamlRules.SignatureValue);

    [Fact]
    public void Stops_a_key_that_only_the_message_vouches_for() =>
        Refused(new ResponseBuilder { SignAssertion = new() { Certificate = TestKeys.OtherIdp, WithKeyInfo = true } }, SamlRules.SignatureValue);

    [Fact]
    public void Takes_a_good_signature_whatever_KeyInfo_says() =>
        new ResponseBuilder
        {
            After = document => Find(document, "X509Certificate").InnerText = Convert.ToBase64String(TestKeys.OtherIdp.RawData),
        }.Validate().FirstFailure.ShouldBeNull();

    [Fact]
    public void Stops_an_EC_signature_where_metadata_has_only_RSA_keys() =>
        Refused(new ResponseBuilder { SignAssertion = new() { Certificate = TestKeys.IdpEc256, SignatureMethod = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256" } }, SamlRules.SignatureKey);

    [Fact]
    public void Stops_the_public_key_used_as_a_MAC_secret()
    {
        var response = new ResponseBuilder
        {
            After = document =>
            {
                Find(document, "SignatureMethod").SetAttribute("Algorithm", "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256");
                var info = Find(document, "SignedInfo");
                var mac = HMACSHA256.HashData(TestKeys.Idp.PublicKey.ExportSubjectPublicKeyInfo(), TestSigner.Canonicalize(info));
                Find(document, "SignatureValue").InnerText = Convert.ToBase64String(mac);
            },
        };

        Refused(response, SamlRules.SignatureAlgorithm);
    }

    [Theory]
    [InlineData("http://www.w3.org/2000/09/xmldsig#rsa-sha1", SignedXml.XmlDsigSHA256Url)]
    [InlineData(SignedXml.XmlDsigRSASHA256Url, "http://www.w3.org/2000/09/xmldsig#sha1")]
    public void Stops_SHA1_unless_it_is_switched_on_for_the_provider(string method, string digest)
    {
        var response = new ResponseBuilder { SignAssertion = new() { SignatureMethod = method, DigestMethod = digest } };

        Refused(response, SamlRules.SignatureAlgorithm);
        response.Validate(Context with { AllowSha1 = true }).FirstFailure.ShouldBeNull();
    }

    [Theory]
    [InlineData("SignatureMethod", "http://www.w3.org/2001/04/xmldsig-more#rsa-md5")]
    [InlineData("SignatureMethod", "http://www.w3.org/2000/09/xmldsig#dsa-sha1")]
    [InlineData("SignatureMethod", "http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1")]
    [InlineData("SignatureMethod", "")]
    [InlineData("DigestMethod", "http://www.w3.org/2001/04/xmldsig-more#md5")]
    [InlineData("CanonicalizationMethod", "http://www.w3.org/2001/10/xml-exc-c14n#WithComments")]
    [InlineData("CanonicalizationMethod", "http://www.w3.org/TR/2001/REC-xml-c14n-20010315")]
    [InlineData("CanonicalizationMethod", "http://www.w3.org/2006/12/xml-c14n11")]
    public void Stops_algorithms_that_are_not_on_the_list(string element, string algorithm) =>
        Refused(new ResponseBuilder { After = document => Find(document, element).SetAttribute("Algorithm", algorithm) }, SamlRules.SignatureAlgorithm);

    [Fact]
    public void Tries_no_key_before_the_algorithms_are_allowed() =>
        new ResponseBuilder { After = document => Find(document, "SignatureMethod").SetAttribute("Algorithm", "urn:x") }.Validate()
            .Checks.ShouldNotContain(check => check.Rule == SamlRules.SignatureKey || check.Rule == SamlRules.SignatureDigest);

    [Fact]
    public void Stops_weak_keys_where_metadata_is_read() =>
        Federation.Saml.Metadata.SamlKey.FromCertificate(TestKeys.Weak.RawData, out var problem).ShouldBeNull(problem);

    [Fact]
    public void Stops_comments_in_the_canonical_form() =>
        Refused(new ResponseBuilder { SignAssertion = new() { Transforms = () => [new XmlDsigEnvelopedSignatureTransform(), new XmlDsigExcC14NWithCommentsTransform()] } }, SamlRules.SignatureTransforms);

    [Fact]
    public void Stops_a_signature_without_canonicalization() =>
        Refused(new ResponseBuilder { SignAssertion = new() { Transforms = () => [new XmlDsigEnvelopedSignatureTransform()] } }, SamlRules.SignatureTransforms);

    [Fact]
    public void Stops_inclusive_canonicalization() =>
        Refused(new ResponseBuilder { SignAssertion = new() { Transforms = () => [new XmlDsigEnvelopedSignatureTransform(), new XmlDsigC14NTransform()] } }, SamlRules.SignatureTransforms);

    [Theory]
    [InlineData("http://www.w3.org/TR/1999/REC-xslt-19991116")]
    [InlineData("http://www.w3.org/TR/1999/REC-xpath-19991116")]
    [InlineData("http://www.w3.org/2002/06/xmldsig-filter2")]
    [InlineData("http://www.w3.org/2000/09/xmldsig#base64")]
    public void Stops_transforms_that_choose_or_change_what_is_digested(string algorithm) =>
        Refused(new ResponseBuilder { After = document => AddTransform(document, algorithm) }, SamlRules.SignatureTransforms);

    [Fact]
    public void Stops_transforms_in_another_order() =>
        Refused(
            new ResponseBuilder
            {
                After = document =>
                {
                    var transforms = Find(document, "Transforms");
                    transforms.AppendChild(transforms.FirstChild!);
                },
            },
            SamlRules.SignatureTransforms);

    [Fact]
    public void Takes_inclusive_namespaces() =>
        new ResponseBuilder { SignAssertion = new() { Transforms = () => [new XmlDsigEnvelopedSignatureTransform(), new XmlDsigExcC14NTransform("xs saml #default")] } }
            .Validate().FirstFailure.ShouldBeNull();

    [Fact]
    public void Stops_an_empty_reference() =>
        Refused(new ResponseBuilder { SignAssertion = null, SignResponse = new() { Uri = "" } }, SamlRules.SignatureReference);

    [Theory]
    [InlineData("#_response1")]
    [InlineData("_assertion1")]
    [InlineData("#")]
    [InlineData("#xpointer(id('_assertion1'))")]
    [InlineData("http://evil.example/#_assertion1")]
    public void Stops_a_reference_to_something_else(string uri) =>
        Refused(new ResponseBuilder { After = document => Find(document, "Reference").SetAttribute("URI", uri) }, SamlRules.SignatureReference);

    [Fact]
    public void Stops_a_reference_without_URI() =>
        Refused(new ResponseBuilder { After = document => Find(document, "Reference").RemoveAttribute("URI") }, SamlRules.SignatureReference);

    [Fact]
    public void Stops_a_second_reference() => Refused(After(document => Repeat(Find(document, "Reference"))), SamlRules.SignatureStructure);

    [Fact]
    public void Stops_a_second_SignedInfo() => Refused(After(document => Repeat(Find(document, "SignedInfo"))), SamlRules.SignatureStructure);

    [Fact]
    public void Stops_a_second_SignatureValue() => Refused(After(document => Repeat(Find(document, "SignatureValue"))), SamlRules.SignatureStructure);

    [Fact]
    public void Stops_a_second_digest() => Refused(After(document => Repeat(Find(document, "DigestValue"))), SamlRules.SignatureStructure);

    [Fact]
    public void Stops_a_comment_that_splits_the_digest() =>
        new ResponseBuilder { Text = xml => xml.Replace("<DigestValue>", "<DigestValue><!--x-->", StringComparison.Ordinal) }.Validate().FirstFailure.ShouldBeNull("comments are no part of the text");

    [Fact]
    public void Stops_a_second_signature_of_one_element() =>
        Refused(After(document => Repeat(Find(document, "Signature"))), SamlRules.SignaturePlacement);

    [Fact]
    public void Stops_an_Object_in_a_signature() =>
        Refused(After(document => Find(document, "Signature").AppendChild(document.CreateElement("Object", SignedXml.XmlDsigNamespaceUrl))), SamlRules.SignatureStructure);

    [Fact]
    public void Stops_a_truncated_MAC_parameter() =>
        Refused(After(document => Find(document, "SignatureMethod").AppendChild(document.CreateElement("HMACOutputLength", SignedXml.XmlDsigNamespaceUrl))), SamlRules.SignatureStructure);

    [Theory]
    [InlineData("DigestValue", "")]
    [InlineData("DigestValue", "!!!!")]
    [InlineData("SignatureValue", "")]
    [InlineData("SignatureValue", "*")]
    public void Stops_values_that_are_no_base64(string element, string value) =>
        Refused(After(document => Find(document, element).InnerText = value), SamlRules.SignatureStructure);

    [Fact]
    public void Stops_a_digest_that_was_cut_short() =>
        Refused(After(document => Find(document, "DigestValue").InnerText = Find(document, "DigestValue").InnerText[..4]), SamlRules.SignatureDigest, SamlRules.SignatureValue);

    [Fact]
    public void Stops_a_signature_value_of_another_message()
    {
        var other = new ResponseBuilder { NameId = "<saml:NameID>bob</saml:NameID>" };
        var value = Find(TestSigner.Load(other.Xml()), "SignatureValue").InnerText;

        Refused(After(document => Find(document, "SignatureValue").InnerText = value), SamlRules.SignatureValue);
    }

    [Fact]
    public void Stops_a_provider_with_a_thousand_keys_from_costing_a_thousand_verifications()
    {
        var keys = Enumerable.Repeat(TestKeys.Key(TestKeys.OtherIdp), 1000).Append(TestKeys.Key(TestKeys.Idp)).ToArray();

        new ResponseBuilder().Validate(Context with { Provider = Provider(keys) }).FirstFailure.ShouldNotBeNull().Rule.ShouldBe(SamlRules.SignatureValue);
    }

    private static ResponseBuilder After(Action<XmlDocument> change) => new() { After = change };

    private static void Repeat(XmlElement element) => element.ParentNode!.InsertAfter(element.CloneNode(true), element);

    private static void AddTransform(XmlDocument document, string algorithm)
    {
        var transforms = Find(document, "Transforms");
        var added = document.CreateElement("Transform", SignedXml.XmlDsigNamespaceUrl);
        added.SetAttribute("Algorithm", algorithm);
        transforms.PrependChild(added);
    }

    internal static void Refused(ResponseBuilder response, params SamlRule[] rules)
    {
        var result = response.Validate();
        result.Assertion.ShouldBeNull();
        result.Checks.Where(check => !check.Passed).Select(check => check.Rule).Distinct().ShouldBe(rules, ignoreOrder: true);
    }
}
