using System.Xml;
using Federation.Saml.Validation;
using static Federation.UnitTests.Saml.ResponseBuilder;

namespace Federation.UnitTests.Saml;

/// <summary>Signature wrapping: the signed element is moved where nobody reads and a forged one takes its place. Every published permutation.</summary>
public sealed class WrappingAttackTests
{
    private const string Saml = "urn:oasis:names:tc:SAML:2.0:assertion";
    private const string Samlp = "urn:oasis:names:tc:SAML:2.0:protocol";
    private const string Dsig = "http://www.w3.org/2000/09/xmldsig#";

    private static readonly Dictionary<string, (Action<XmlDocument> Attack, SamlRule Rule)> Attacks = new(StringComparer.Ordinal)
    {
        ["forged assertion before the signed one"] = (document => Signed(document).ParentNode!.InsertBefore(Forged(document), Signed(document)), SamlRules.SingleAssertion),
        ["forged assertion after the signed one"] = (document => Signed(document).ParentNode!.InsertAfter(Forged(document), Signed(document)), SamlRules.SingleAssertion),
        ["signed assertion inside the forged one"] = (document => ReplaceBy(document, forged => forged.AppendChild(Signed(document))), SamlRules.AssertionPlacement),
        ["signed assertion in the forged one's Advice"] = (document => ReplaceBy(document, forged => forged.AppendChild(document.CreateElement("saml", "Advice", Saml))!.AppendChild(Signed(document))), SamlRules.AssertionPlacement),
        ["signed assertion in an AttributeValue of the forged one"] = (document => ReplaceBy(document, forged => forged.GetElementsByTagName("AttributeValue", Saml)[0]!.AppendChild(Signed(document))), SamlRules.AssertionPlacement),
        ["signed assertion in an Object of its moved signature"] = (document => ReplaceBy(document, forged => MoveSignature(document, forged, "Object")), SamlRules.AssertionPlacement),
        ["signed assertion in KeyInfo of its moved signature"] = (document => ReplaceBy(document, forged => MoveSignature(document, forged, "KeyInfo")), SamlRules.AssertionPlacement),
        ["signed assertion in Extensions of the response"] = (document => Extend(document, Signed(document), Forged(document)), SamlRules.AssertionPlacement),
        ["signed assertion in StatusDetail"] = (document => ReplaceBy(document, _ => Find(document, "Status").AppendChild(document.CreateElement("samlp", "StatusDetail", Samlp))!.AppendChild(Signed(document))), SamlRules.AssertionPlacement),
        ["signed assertion in a foreign element"] = (document => ReplaceBy(document, _ => document.DocumentElement!.AppendChild(document.CreateElement("x", "Wrapper", "urn:x"))!.AppendChild(Signed(document))), SamlRules.AssertionPlacement),
        ["forged response around the whole signed one"] = (Enclose, SamlRules.AssertionPlacement),
        ["signature as a child of the response that names the assertion"] = (document => document.DocumentElement!.InsertBefore(Signature(document), document.DocumentElement.FirstChild), SamlRules.SignatureReference),
        ["signature inside the subject"] = (document => Find(document, "Subject").AppendChild(Signature(document)), SamlRules.SignaturePlacement),
        ["signature inside Extensions"] = (document => document.DocumentElement!.AppendChild(document.CreateElement("samlp", "Extensions", Samlp))!.AppendChild(Signature(document)), SamlRules.SignaturePlacement),
        ["signature of the signed assertion in the forged one"] = (document => ReplaceBy(document, forged => forged.InsertAfter(Signature(document).CloneNode(true), forged.FirstChild)), SamlRules.SignatureReference),
    };

    public static TheoryData<string> Names => [.. Attacks.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Stops_wrapping_of_a_signed_assertion(string name)
    {
        var result = new ResponseBuilder { After = document => Attacks[name].Attack(document) }.Validate();

        result.Assertion.ShouldBeNull();
        result.Checks.ShouldContain(check => !check.Passed && check.Rule == Attacks[name].Rule);
    }

    [Fact]
    public void Stops_a_forged_assertion_that_takes_over_the_signed_ones_ID()
    {
        var result = new ResponseBuilder
        {
            After = document => ReplaceBy(document, forged =>
            {
                document.DocumentElement!.AppendChild(document.CreateElement("x", "Wrapper", "urn:x"))!.AppendChild(Signed(document));
                forged.SetAttribute("ID", "_assertion1");
            }),
        }.Validate();

        result.FirstFailure.ShouldNotBeNull().Rule.ShouldBe(SamlRules.UniqueIds);
    }

    [Theory]
    [InlineData("Id")]
    [InlineData("id")]
    [InlineData("xml:id")]
    public void Stops_a_duplicate_ID_in_another_spelling(string attribute) =>
        new ResponseBuilder { Text = xml => xml.Replace("<saml:Subject>", $"<saml:Subject {attribute}=\"_assertion1\">", StringComparison.Ordinal) }
            .Validate().FirstFailure.ShouldNotBeNull().Rule.ShouldBe(SamlRules.UniqueIds);

    [Fact]
    public void Stops_wrapping_of_a_signed_response()
    {
        var response = new ResponseBuilder { SignAssertion = null, SignResponse = new(), After = Enclose };

        response.Validate().Assertion.ShouldBeNull();
    }

    [Fact]
    public void Stops_an_assertion_added_to_a_signed_response() =>
        new ResponseBuilder { SignAssertion = null, SignResponse = new(), After = document => document.DocumentElement!.AppendChild(Forged(document)) }
            .Validate().FirstFailure.ShouldNotBeNull().Rule.ShouldBe(SamlRules.SingleAssertion);

    [Fact]
    public void Stops_an_assertion_of_another_namespace_beside_the_real_one() =>
        new ResponseBuilder { SignResponse = new(), After = document => document.DocumentElement!.AppendChild(document.CreateElement("Assertion", "urn:oasis:names:tc:SAML:1.0:assertion")) }
            .Validate().FirstFailure.ShouldNotBeNull().Rule.ShouldBe(SamlRules.SignatureDigest);

    [Fact]
    public void Stops_an_encrypted_assertion_beside_a_plain_one() =>
        new ResponseBuilder { After = document => document.DocumentElement!.AppendChild(document.CreateElement("saml", "EncryptedAssertion", Saml)) }
            .Validate().FirstFailure.ShouldNotBeNull().Rule.ShouldBe(SamlRules.SingleAssertion);

    [Theory]
    [InlineData("LogoutResponse")]
    [InlineData("ArtifactResponse")]
    [InlineData("AuthnRequest")]
    [InlineData("response")]
    public void Stops_other_roots_than_Response(string root) =>
        new ResponseBuilder { SignResponse = null, Text = xml => xml.Replace("samlp:Response", "samlp:" + root, StringComparison.Ordinal) }
            .Validate().FirstFailure.ShouldNotBeNull().Rule.ShouldBe(SamlRules.Root);

    [Fact]
    public void Stops_a_bare_assertion_at_the_door() =>
        new ResponseBuilder { Text = xml => Signed(TestSigner.Load(xml)).OuterXml }.Validate().FirstFailure.ShouldNotBeNull().Rule.ShouldBe(SamlRules.Root);

    [Fact]
    public void Stops_a_Response_of_another_namespace() =>
        new ResponseBuilder { Text = xml => xml.Replace(Samlp, "urn:oasis:names:tc:SAML:1.0:protocol", StringComparison.Ordinal) }
            .Validate().FirstFailure.ShouldNotBeNull().Rule.ShouldBe(SamlRules.Root);

    private static XmlElement Signed(XmlDocument document) =>
        (XmlElement)document.SelectSingleNode("//*[local-name()='Assertion' and @ID='_assertion1' and *[local-name()='Signature' or local-name()='Subject']]")!;

    private static XmlElement Signature(XmlDocument document) => Find(document, "Signature");

    private static XmlElement Forged(XmlDocument document)
    {
        var forged = (XmlElement)Signed(document).CloneNode(true);
        forged.SetAttribute("ID", "_forged");
        if (forged.GetElementsByTagName("Signature", Dsig)[0] is { } signature)
        {
            forged.RemoveChild(signature);
        }

        forged.GetElementsByTagName("NameID", Saml)[0]!.InnerText = "admin";
        return forged;
    }

    private static void ReplaceBy(XmlDocument document, Action<XmlElement> place)
    {
        var signed = Signed(document);
        var forged = Forged(document);
        signed.ParentNode!.InsertBefore(forged, signed);
        place(forged);
        if (ReferenceEquals(signed.ParentNode, document.DocumentElement))
        {
            document.DocumentElement!.RemoveChild(signed);
        }
    }

    private static void MoveSignature(XmlDocument document, XmlElement forged, string place)
    {
        var signed = Signed(document);
        var signature = (XmlElement)signed.RemoveChild(Signature(document));
        forged.InsertAfter(signature, forged.FirstChild);
        var holder = signature.GetElementsByTagName(place, Dsig).OfType<XmlElement>().FirstOrDefault() ?? signature.AppendChild(document.CreateElement(place, Dsig))!;
        holder.AppendChild(signed);
    }

    private static void Extend(XmlDocument document, XmlElement signed, XmlElement forged)
    {
        var root = document.DocumentElement!;
        root.ReplaceChild(forged, signed);
        root.InsertAfter(document.CreateElement("samlp", "Extensions", Samlp), root.FirstChild)!.AppendChild(signed);
    }

    private static void Enclose(XmlDocument document)
    {
        var original = document.DocumentElement!;
        var forged = (XmlElement)original.CloneNode(true);
        forged.SetAttribute("ID", "_outer");
        var inner = forged.GetElementsByTagName("Assertion", Saml).OfType<XmlElement>().Single();
        inner.SetAttribute("ID", "_forged");
        inner.GetElementsByTagName("NameID", Saml)[0]!.InnerText = "admin";
        document.ReplaceChild(forged, original);
        forged.InsertBefore(document.CreateElement("samlp", "Extensions", Samlp), inner)!.AppendChild(original);
    }
}
