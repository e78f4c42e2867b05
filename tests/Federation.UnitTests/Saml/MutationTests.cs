using System.Text;
using System.Xml;
using Federation.Saml.Assertions;
using Federation.Saml.Encryption;
using Federation.Saml.Logout;
using Federation.Saml.Metadata;
using Federation.Saml.Validation;
using static Federation.UnitTests.Saml.ResponseBuilder;

namespace Federation.UnitTests.Saml;

/// <summary>Thousands of random changes to valid responses: none may be accepted with another meaning, and none may throw.</summary>
public sealed class MutationTests
{
    private const int Mutations = 1000;

    private static readonly SamlValidationContext Keyed = Context with
    {
        Provider = Provider(TestKeys.Key(TestKeys.Idp), TestKeys.Key(TestKeys.IdpEc256)),
        DecryptionKeys = [SamlDecryptionKey.Create(TestKeys.Sp)],
    };

    private static readonly string[] Insertions = ["<!--x-->", "<?x?>", "<![CDATA[x]]>", "&#65;", "&amp;", " ", "\n", "<x/>", "admin", "\"", "'", "<", "&", "\0", "xmlns=\"\" ", "xmlns:saml=\"urn:x\" ", "ID=\"_x\" ", "Id=\"_assertion1\" "];

    private static readonly Dictionary<string, ResponseBuilder> Originals = new(StringComparer.Ordinal)
    {
        ["assertion signed"] = new(),
        ["response signed"] = new() { SignAssertion = null, SignResponse = new() },
        ["both signed"] = new() { SignResponse = new() },
        ["signed with ECDSA"] = new() { SignAssertion = new() { Certificate = TestKeys.IdpEc256, SignatureMethod = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256" } },
        ["encrypted"] = new() { Between = document => new TestEncryption().Apply(Find(document, "Assertion"), "EncryptedAssertion") },
        ["encrypted under a signature"] = new() { SignResponse = new(), Between = document => new TestEncryption { Algorithm = TestEncryption.Cbc128 }.Apply(Find(document, "Assertion"), "EncryptedAssertion") },
    };

    public static TheoryData<string> Names => [.. Originals.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void No_change_of_the_text_is_accepted_with_another_meaning(string name)
    {
        var xml = Originals[name].Xml();
        var meaning = Meaning(Validate(xml));
        for (var seed = 0; seed < Mutations; seed++)
        {
            var changed = ChangeText(xml, new Random(seed));
            if (Validate(changed) is { } accepted)
            {
                Meaning(accepted).ShouldBe(meaning, $"seed {seed}: {changed}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void No_change_of_the_tree_is_accepted_with_another_meaning(string name)
    {
        var xml = Originals[name].Xml();
        var meaning = Meaning(Validate(xml));
        for (var seed = 0; seed < Mutations; seed++)
        {
            var document = TestSigner.Load(xml);
            var random = new Random(seed);
            for (var count = random.Next(1, 4); count > 0; count--)
            {
                ChangeTree(document, random);
            }

            if (document.DocumentElement is not null && Validate(document.OuterXml) is { } accepted)
            {
                Meaning(accepted).ShouldBe(meaning, $"seed {seed}: {document.OuterXml}");
            }
        }
    }

    [Fact]
    public void No_change_of_signed_metadata_gives_another_key_or_address()
    {
        var xml = MetadataBuilder.Sign(new MetadataBuilder().Xml(), TestKeys.OtherIdp);
        var anchored = MetadataBuilder.Options with { TrustAnchors = [TestKeys.Key(TestKeys.OtherIdp)] };
        var meaning = Meaning(MetadataBuilder.Read(xml, anchored).Metadata.ShouldNotBeNull());
        for (var seed = 0; seed < Mutations; seed++)
        {
            var changed = ChangeText(xml, new Random(seed));
            if (MetadataBuilder.Read(changed, anchored).Metadata is { } accepted)
            {
                Meaning(accepted).ShouldBe(meaning, $"seed {seed}: {changed}");
            }

            // Unsigned, anything may come out, but no exception.
            MetadataBuilder.Read(changed);
        }
    }

    [Fact]
    public void No_change_of_a_logout_request_is_accepted_for_another_subject()
    {
        var document = TestSigner.Load(LogoutTests.Request());
        TestSigner.Sign(document.DocumentElement!, new Signing());
        for (var seed = 0; seed < Mutations; seed++)
        {
            var value = Convert.ToBase64String(Encoding.UTF8.GetBytes(ChangeText(document.OuterXml, new Random(seed))));
            if (UnverifiedLogoutMessage.ReadPost(value, true, null, out _) is { } message && SamlLogoutValidator.ValidateRequest(message, LogoutTests.Logout).Message is { } accepted)
            {
                (accepted.NameId.Value, string.Join(',', accepted.SessionIndexes)).ShouldBe(("alice", "_session1,_session2"), $"seed {seed}");
            }
        }
    }

    private static ValidatedAssertion? Validate(string xml) => SamlResponseValidator.Validate(Convert.ToBase64String(Encoding.UTF8.GetBytes(xml)), Keyed).Assertion;

    private static string Meaning(SamlIdpMetadata metadata) => string.Join('|',
        metadata.EntityId,
        metadata.WantAuthnRequestsSigned,
        string.Join(',', metadata.SigningKeys.Select(key => key.Thumbprint)),
        string.Join(',', metadata.SingleSignOnServices.Concat(metadata.SingleLogoutServices)));

    private static string Meaning(ValidatedAssertion? assertion)
    {
        assertion.ShouldNotBeNull();
        var name = assertion.NameId!;
        return string.Join('|',
            assertion.Id, assertion.Issuer, assertion.IssueInstant, name.Value, name.Format, name.NameQualifier, name.SpNameQualifier, assertion.AuthnInstant, assertion.SessionIndex,
            assertion.SessionNotOnOrAfter, assertion.AuthnContextClassRef, assertion.NotBefore, assertion.NotOnOrAfter, assertion.Recipient, assertion.InResponseTo, assertion.AcceptableUntil,
            string.Join(',', assertion.Audiences),
            string.Join(';', assertion.Attributes.Select(attribute => attribute.Name + attribute.NameFormat + "=" + string.Join(',', attribute.Values.Select(value => value.Text + value.IsNil + value.IsStructured)))));
    }

    private static string ChangeText(string xml, Random random)
    {
        var (from, to) = (random.Next(xml.Length), random.Next(xml.Length));
        var length = random.Next(1, 40);
        return random.Next(5) switch
        {
            0 => xml.Insert(from, Insertions[random.Next(Insertions.Length)]),
            1 => xml.Remove(from, Math.Min(length, xml.Length - from)),
            2 => xml.Insert(to, xml.Substring(from, Math.Min(length * 20, xml.Length - from))),
            3 => xml.Remove(from, 1).Insert(from, ((char)random.Next(32, 127)).ToString()),
            _ => xml.Replace(new ResponseBuilder().NameId[..20], new ResponseBuilder().NameId[..20] + Insertions[random.Next(Insertions.Length)], StringComparison.Ordinal).Remove(from, 1),
        };
    }

    private static void ChangeTree(XmlDocument document, Random random)
    {
        var elements = document.SelectNodes("//*")!.OfType<XmlElement>().ToArray();
        var (one, other) = (elements[random.Next(elements.Length)], elements[random.Next(elements.Length)]);
        switch (random.Next(8))
        {
            case 0 when one.ParentNode is XmlElement:
                one.ParentNode.InsertBefore(one.CloneNode(true), one);
                break;
            case 1 when !Holds(one, other):
                other.AppendChild(one);
                break;
            case 2 when !Holds(one, other) && other.ParentNode is XmlElement parent:
                parent.InsertBefore(one, other);
                break;
            case 3 when !Holds(one, other) && !Holds(other, one) && other.ParentNode is XmlElement:
                other.ParentNode.ReplaceChild(one.CloneNode(true), other);
                break;
            case 4 when one.ParentNode is XmlElement:
                one.ParentNode.RemoveChild(one);
                break;
            case 5:
                ChangeAttribute(one, other, random);
                break;
            case 6:
                one.PrependChild(document.CreateTextNode("admin"));
                break;
            default:
                one.AppendChild(document.CreateComment("x"));
                break;
        }
    }

    private static void ChangeAttribute(XmlElement one, XmlElement other, Random random)
    {
        if (one.Attributes.Count == 0)
        {
            one.SetAttribute("ID", other.GetAttribute("ID"));
            return;
        }

        var attribute = one.Attributes[random.Next(one.Attributes.Count)];
        if (attribute.Prefix != "xmlns" && attribute.Name != "xmlns")
        {
            attribute.Value = random.Next(3) switch { 0 => "", 1 => other.GetAttribute(attribute.Name), _ => attribute.Value + "x" };
        }
    }

    private static bool Holds(XmlElement outer, XmlElement inner)
    {
        for (XmlNode? node = inner; node is not null; node = node.ParentNode)
        {
            if (ReferenceEquals(node, outer))
            {
                return true;
            }
        }

        return false;
    }
}
