using System.Diagnostics;
using System.Text;
using Federation.Saml.Validation;
using Federation.Saml.Xml;
using static Federation.UnitTests.Saml.ResponseBuilder;

namespace Federation.UnitTests.Saml;

/// <summary>What the reader refuses before anything else is done, and what hostile documents may cost.</summary>
public sealed class XmlAttackTests
{
    [Theory]
    [InlineData("<!DOCTYPE a>")]
    [InlineData("<!DOCTYPE a [<!ENTITY x \"y\">]>")]
    [InlineData("<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>")]
    [InlineData("<!DOCTYPE a SYSTEM \"http://evil.example/a.dtd\">")]
    [InlineData("<!DOCTYPE a [<!ATTLIST a ID ID #IMPLIED>]>")]
    [InlineData("<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY % p SYSTEM \"http://evil.example/\"> %p;]>")]
    public void Stops_every_document_type_declaration(string prolog) => Rule(prolog + new ResponseBuilder().Xml()).ShouldBe(SamlRules.Dtd);

    [Theory]
    [InlineData("&x;")]
    [InlineData("&nbsp;")]
    public void Stops_entities_that_are_not_predefined(string entity) =>
        Rule(new ResponseBuilder().Xml().Replace(">alice<", $">{entity}<", StringComparison.Ordinal)).ShouldBe(SamlRules.WellFormed);

    [Theory]
    [InlineData("alice@example.org<!-- -->.evil.example")]
    [InlineData("alice@example.org<![CDATA[.evil.example]]>")]
    [InlineData("alice@example.org<?x y?>.evil.example")]
    [InlineData("alice@example.org&#46;evil.example")]
    public void Reads_the_whole_text_whatever_stands_in_it(string text)
    {
        var result = new ResponseBuilder { NameId = $"<saml:NameID>{text}</saml:NameID>" }.Validate();

        result.Assertion.ShouldNotBeNull().NameId.ShouldNotBeNull().Value.ShouldBe("alice@example.org.evil.example");
    }

    [Fact]
    public void Stops_truncation_by_a_comment_put_in_after_signing()
    {
        var response = new ResponseBuilder
        {
            NameId = "<saml:NameID>admin@example.org.evil.example</saml:NameID>",
            Text = xml => xml.Replace("admin@example.org.evil", "admin@example.org<!---->.evil", StringComparison.Ordinal),
        };

        response.Validate().Assertion.ShouldNotBeNull().NameId.ShouldNotBeNull().Value.ShouldBe("admin@example.org.evil.example");
    }

    [Fact]
    public void Stops_a_processing_instruction_put_in_after_signing() =>
        new ResponseBuilder { Text = xml => xml.Replace(">alice<", ">al<?x?>ice<", StringComparison.Ordinal) }.Validate().FirstFailure.ShouldNotBeNull().Rule.ShouldBe(SamlRules.SignatureDigest);

    [Fact]
    public void Takes_a_byte_order_mark_and_an_XML_declaration() =>
        Accepts(Encoding.UTF8.GetPreamble().Concat(Encoding.UTF8.GetBytes("<?xml version='1.0' encoding='UTF-8'?>\n" + new ResponseBuilder().Xml()))).ShouldBeTrue();

    [Fact]
    public void Stops_UTF16() => Rule(Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes(new ResponseBuilder().Xml()))).ShouldBe(SamlRules.Encoding);

    [Fact]
    public void Stops_UTF16_without_a_mark() => Rule(Encoding.BigEndianUnicode.GetBytes(new ResponseBuilder().Xml())).ShouldBe(SamlRules.Encoding);

    [Theory]
    [InlineData("iso-8859-1")]
    [InlineData("utf-16")]
    [InlineData("utf-7")]
    [InlineData("ibm037")]
    public void Stops_a_declared_encoding_that_is_not_UTF8(string encoding) =>
        Rule($"<?xml version='1.0' encoding='{encoding}'?>" + new ResponseBuilder().Xml()).ShouldBe(SamlRules.Encoding);

    [Fact]
    public void Stops_broken_UTF8() => Rule(Encoding.UTF8.GetBytes(new ResponseBuilder().Xml()).Append((byte)0xC3)).ShouldBe(SamlRules.Encoding);

    [Fact]
    public void Stops_overlong_UTF8() => Rule(Encoding.UTF8.GetBytes("<a>").Concat(new byte[] { 0xC0, 0xBC }).Concat(Encoding.UTF8.GetBytes("</a>"))).ShouldBe(SamlRules.Encoding);

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("not base64!")]
    [InlineData("PHNhbWw-")]
    [InlineData("PHNhbWwx=")]
    public void Stops_what_is_no_base64(string value) => SamlResponseValidator.Validate(value, Context).FirstFailure.ShouldNotBeNull().Rule.ShouldBe(SamlRules.Base64);

    [Fact]
    public void Stops_base64_of_something_else() => SamlResponseValidator.Validate("PHNhbWwx", Context).FirstFailure.ShouldNotBeNull().Rule.ShouldBe(SamlRules.WellFormed);

    [Theory]
    [InlineData("<a>")]
    [InlineData("<a></b>")]
    [InlineData("<a/><b/>")]
    [InlineData("<a b='1' b='2'/>")]
    [InlineData("<p:a/>")]
    [InlineData("<?xml version='1.1'?><a/>")]
    [InlineData("<a>\u0001</a>")]
    [InlineData("<a>&#0;</a>")]
    [InlineData("<a xmlns:x='urn:a' xmlns:y='urn:a' x:b='1' y:b='2'/>")]
    public void Stops_what_is_not_well_formed(string xml) => Rule(xml).ShouldBe(SamlRules.WellFormed);

    [Fact]
    public void Stops_a_document_that_is_too_large() => Rule("<a>" + new string('x', 300_000) + "</a>").ShouldBe(SamlRules.Size);

    [Fact]
    public void Stops_a_form_value_that_is_too_large_before_decoding_it() =>
        SamlResponseValidator.Validate(new string('A', 10_000_000), Context).FirstFailure.ShouldNotBeNull().Rule.ShouldBe(SamlRules.Size);

    [Fact]
    public void Stops_deep_nesting() => Rule(string.Concat(Enumerable.Repeat("<a>", 41)) + string.Concat(Enumerable.Repeat("</a>", 41))).ShouldBe(SamlRules.Depth);

    [Fact]
    public void Stops_too_many_nodes() => Rule("<a>" + string.Concat(Enumerable.Repeat("<b/>", 20_001)) + "</a>").ShouldBe(SamlRules.Nodes);

    [Fact]
    public void Stops_too_many_attributes() =>
        Rule("<a " + string.Concat(Enumerable.Range(0, 65).Select(index => $" a{index}='1'")) + "/>").ShouldBe(SamlRules.Attributes);

    public static TheoryData<string> Hostile => ["deep", "wide", "attributes", "namespaces", "names", "comments", "instructions", "text", "signatures", "assertions", "ids", "prefix list", "base64", "references"];

    [Theory]
    [MemberData(nameof(Hostile))]
    public void A_hostile_document_costs_less_than_two_seconds_and_200_MB(string kind)
    {
        var value = Convert.ToBase64String(Encoding.UTF8.GetBytes(HostileDocument(kind)));
        var before = GC.GetAllocatedBytesForCurrentThread();
        var clock = Stopwatch.StartNew();

        var result = SamlResponseValidator.Validate(value, Context);

        clock.Stop();
        result.Succeeded.ShouldBeFalse();
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(2));
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(200_000_000);
    }

    [Fact]
    public void A_fragment_is_read_in_the_innermost_scope_of_its_place()
    {
        var outer = XmlTreeReader.Read("<a xmlns='urn:outer' xmlns:p='urn:p' xmlns:q='urn:q'><b xmlns='' xmlns:p='urn:inner'/></a>"u8, XmlLimits.Message, new CheckList())!;

        var fragment = XmlTreeReader.ReadFragment("<c><p:d/><q:e/></c>"u8, XmlLimits.Message, new CheckList(), outer.Root.FirstElement()!)!.Root;

        fragment.NamespaceUri.ShouldBeEmpty();
        fragment.FirstElement()!.NamespaceUri.ShouldBe("urn:inner");
        fragment.FirstElement()!.NextElement()!.NamespaceUri.ShouldBe("urn:q");
    }

    private static string HostileDocument(string kind)
    {
        var response = new ResponseBuilder { SignResponse = new() }.Xml();
        return kind switch
        {
            "deep" => string.Concat(Enumerable.Repeat("<a>", 80_000)),
            "wide" => Inside(response, string.Concat(Enumerable.Repeat("<a/>", 19_000))),
            "attributes" => "<a " + string.Concat(Enumerable.Range(0, 25_000).Select(index => $" a{index}=''")) + "/>",
            "namespaces" => Inside(response, string.Concat(Enumerable.Range(0, 35).Select(depth => "<n:n " + string.Concat(Enumerable.Range(0, 60).Select(index => $" xmlns:p{depth}-{index}='urn:{index}'")) + " xmlns:n='urn:n'>")) + string.Concat(Enumerable.Repeat("</n:n>", 35))),
            "names" => Inside(response, string.Concat(Enumerable.Range(0, 15_000).Select(index => $"<a{index}/>"))),
            "comments" => Inside(response, string.Concat(Enumerable.Repeat("<!-- -->", 28_000))),
            "instructions" => Inside(response, string.Concat(Enumerable.Repeat("<?a?>", 19_000))),
            "text" => Inside(response, "<a>" + string.Concat(Enumerable.Repeat("&#13;", 45_000)) + "</a>"),
            "signatures" => Inside(response, string.Concat(Enumerable.Repeat("<Signature xmlns='http://www.w3.org/2000/09/xmldsig#'/>", 4_000))),
            "assertions" => Inside(response, string.Concat(Enumerable.Repeat("<saml:Assertion/>", 12_000))),
            "ids" => Inside(response, string.Concat(Enumerable.Range(0, 15_000).Select(index => $"<a ID='{index}'/>"))),
            "prefix list" => response.Replace("<DigestMethod", "<x/><DigestMethod", StringComparison.Ordinal).Replace("PrefixList", string.Concat(Enumerable.Range(0, 30_000).Select(index => "p" + index)), StringComparison.Ordinal),
            "base64" => response.Replace("<SignatureValue>", "<SignatureValue>" + new string('A', 200_000), StringComparison.Ordinal),
            "references" => response.Replace("<Reference ", string.Concat(Enumerable.Repeat("<Reference URI='#_assertion1'/>", 7_000)) + "<Reference ", StringComparison.Ordinal),
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
    }

    private static string Inside(string response, string more) => response.Replace("</samlp:Response>", more + "</samlp:Response>", StringComparison.Ordinal);

    private static SamlRule? Rule(string xml) => Rule(Encoding.UTF8.GetBytes(xml));

    private static SamlRule? Rule(IEnumerable<byte> bytes) => SamlResponseValidator.Validate(Convert.ToBase64String(bytes.ToArray()), Context).FirstFailure?.Rule;

    private static bool Accepts(IEnumerable<byte> bytes) => SamlResponseValidator.Validate(Convert.ToBase64String(bytes.ToArray()), Context).Succeeded;
}
