using System.Buffers;
using System.Text;
using System.Xml.Linq;

using Federation.Wire;

namespace Federation.UnitTests.Wire.Codecs;

public sealed class ResponseWritingTests
{
    private const string Metadata = "<ResponseMetadata><RequestId>11111111-2222-3333-4444-555555555555</RequestId></ResponseMetadata>";

    private static readonly SampleResponse Full = new()
    {
        Name = "a & <b> \"c\"",
        Count = 2,
        IsTruncated = false,
        Ratio = 0.5,
        CreateDate = new DateTimeOffset(2026, 11, 23, 12, 15, 30, 123, TimeSpan.FromHours(2)),
        Document = "{\"a\": \"ü*'()!~-._/\"}",
        Seed = [1, 2, 3],
        Tags = [new SampleTag { Key = "k", Value = string.Empty }, new SampleTag()],
        Summary = new Dictionary<string, int>(StringComparer.Ordinal) { ["Users"] = 3 },
        Root = new SampleNode { Name = "r", Children = [] },
    };

    [Fact]
    public void Query_answers_hold_every_kind_of_member() => Samples.Query.Written(Full).ShouldBe(
        "<DoSampleResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\"><DoSampleResult><Name>a &amp; &lt;b&gt; \"c\"</Name><Count>2</Count><IsTruncated>false</IsTruncated>"
        + "<Ratio>0.5</Ratio><CreateDate>2026-11-23T10:15:30Z</CreateDate><Document>%7B%22a%22%3A%20%22%C3%BC%2A%27%28%29%21~-._%2F%22%7D</Document><Seed>AQID</Seed>"
        + "<Tags><member><Key>k</Key><Value/></member><member/></Tags><Summary><entry><key>Users</key><value>3</value></entry></Summary>"
        + "<Root><Name>r</Name><Children/></Root></DoSampleResult>" + Metadata + "</DoSampleResponse>");

    [Fact]
    public void Json_answers_hold_every_kind_of_member() => Samples.Json.Written(Full).ShouldBe(
        """{"Name":"a & <b> \"c\"","Count":2,"IsTruncated":false,"Ratio":0.5,"CreateDate":1795428930.123,"Document":"{\"a\": \"ü*'()!~-._/\"}","Seed":"AQID","Tags":["""
        + """{"Key":"k","Value":""},{}],"Summary":{"Users":3},"Root":{"Name":"r","Children":[]}}""");

    [Fact]
    public void Nulls_are_left_out()
    {
        Samples.Query.Written(new SampleResponse()).ShouldBe(
            "<DoSampleResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\"><DoSampleResult><Count>0</Count></DoSampleResult>" + Metadata + "</DoSampleResponse>");
        Samples.Json.Written(new SampleResponse()).ShouldBe("""{"Count":0}""");
    }

    [Fact]
    public void Whole_seconds_are_whole_numbers_in_json() =>
        Samples.Json.Written(new SampleResponse { CreateDate = DateTimeOffset.FromUnixTimeSeconds(1795428930) }).ShouldBe("""{"Count":0,"CreateDate":1795428930}""");

    [Fact]
    public void An_answer_without_members_has_no_result()
    {
        var (request, response) = (typeof(SampleRequest), typeof(EmptyResponse));
        OperationShape.Create(ServiceModel.Sts, "DoNothing", request, response).Written(new EmptyResponse())
            .ShouldBe("<DoNothingResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">" + Metadata + "</DoNothingResponse>");
        OperationShape.Create(ServiceModel.CloudTrail, "DoNothing", request, response).Written(new EmptyResponse()).ShouldBe("{}");
    }

    [Theory]
    [InlineData("line\r\nfeed\ttab", "line\r\nfeed\ttab")]
    [InlineData("nul\0bell\u0007", "nul\uFFFDbell\uFFFD")]
    [InlineData("none\uFFFE\uFFFF", "none\uFFFD\uFFFD")]
    [InlineData("]]> <!-- &amp;", "]]> <!-- &amp;")]
    [InlineData("🔑 schlüssel", "🔑 schlüssel")]
    public void Every_text_makes_well_formed_xml(string text, string read) => ReadBack(text).ShouldBe(read);

    [Fact]
    public void Half_a_surrogate_pair_is_replaced() => ReadBack("half\ud800pair\udc00").ShouldBe("half\uFFFDpair\uFFFD");

    private static string ReadBack(string text) =>
        XDocument.Parse(Samples.Query.Written(new SampleResponse { Name = text })).Descendants().Single(element => element.Name.LocalName == "Name").Value;

    [Fact]
    public void Query_errors_name_the_side_at_fault()
    {
        Error(ServiceModel.Sts, new WireError("AccessDenied", 403, "a <b>")).ShouldBe((403, "text/xml", null,
            "<ErrorResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>a &lt;b&gt;</Message></Error>"
            + "<RequestId>id</RequestId></ErrorResponse>"));
        Error(ServiceModel.Iam, new WireError("InternalFailure", 500, "x")).Body.ShouldContain("<Type>Receiver</Type>");
    }

    [Theory]
    [InlineData("InvalidClientTokenId", "UnrecognizedClientException")]
    [InlineData("SignatureDoesNotMatch", "InvalidSignatureException")]
    [InlineData("MissingAuthenticationToken", "MissingAuthenticationTokenException")]
    [InlineData("IncompleteSignature", "IncompleteSignatureException")]
    [InlineData("InvalidAction", "UnknownOperationException")]
    public void Front_end_errors_have_other_names_in_json(string code, string name) =>
        Error(ServiceModel.Organizations, new WireError(code, 403, "m")).ShouldBe((400, "application/x-amz-json-1.1", name, $$"""{"__type":"{{name}}","message":"m"}"""));

    [Fact]
    public void Json_errors_carry_their_further_members()
    {
        var error = new WireError("ConstraintViolationException", 400, "m") { Members = new Dictionary<string, string>(StringComparer.Ordinal) { ["Reason"] = "OU_DEPTH_LIMIT_EXCEEDED" } };
        Error(ServiceModel.Organizations, error).Body.ShouldBe("""{"__type":"ConstraintViolationException","Message":"m","Reason":"OU_DEPTH_LIMIT_EXCEEDED"}""");
    }

    [Fact]
    public void Denials_and_shape_violations_have_the_names_of_their_service()
    {
        var denial = new WireError("AccessDenied", 403, "m");
        Error(ServiceModel.Organizations, denial).ShouldBe((400, "application/x-amz-json-1.1", "AccessDeniedException", """{"__type":"AccessDeniedException","Message":"m"}"""));
        var violation = new WireError("ValidationError", 400, "m");
        Error(ServiceModel.Sts, violation).Body.ShouldContain("<Code>ValidationError</Code>");
        Error(ServiceModel.Organizations, violation).ErrorType.ShouldBe("InvalidInputException");
        Error(ServiceModel.CloudTrail, violation).ErrorType.ShouldBe("ValidationException");
        Error(ServiceModel.CloudTrail, new WireError("ServiceUnavailable", 503, "m")).Status.ShouldBe(500);
    }

    [Fact]
    public void A_type_without_wire_form_is_found_at_start() =>
        Should.Throw<NotSupportedException>(() => OperationShape.Create<SampleRequest, Unsupported>(ServiceModel.Iam, "X"));

    private sealed record Unsupported
    {
        public Uri? Address { get; init; }
    }

    private static (int Status, string ContentType, string? ErrorType, string Body) Error(ServiceModel service, WireError error)
    {
        var output = new ArrayBufferWriter<byte>();
        var response = WireErrorResponse.Create(service, error);
        response.Write(output, "id");
        return (response.Status, response.ContentType, response.ErrorTypeHeader, Encoding.UTF8.GetString(output.WrittenSpan));
    }
}
