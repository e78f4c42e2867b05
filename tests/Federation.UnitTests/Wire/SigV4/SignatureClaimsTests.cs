using System.Security.Cryptography;
using System.Text;

using Federation.Wire;
using Federation.Wire.SigV4;

namespace Federation.UnitTests.Wire.SigV4;

public sealed class SignatureClaimsTests
{
    private const string Scope = "AKIAQNZGKIQY56JQ7WML/20261123/us-east-1/sts/aws4_request";
    private const string Good = "AWS4-HMAC-SHA256 Credential=" + Scope + ", SignedHeaders=host;x-amz-date, Signature=00";
    private const string Query =
        "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAQNZGKIQY56JQ7WML%2F20261123%2Fus-east-1%2Fsts%2Faws4_request&X-Amz-Date=20261123T120000Z"
        + "&X-Amz-Expires=60&X-Amz-SignedHeaders=host&X-Amz-Signature=00";

    private static SignatureClaimsReading ReadHeader(string authorization, string? date = "20261123T120000Z")
    {
        var request = new WireRequest("POST", "/", string.Empty, new WireHeader[] { new("Host", "h"), new("Authorization", authorization) }, default);
        return SignatureClaims.Read(date is null ? request : request.WithHeader("X-Amz-Date", date));
    }

    private static SignatureClaimsReading ReadQuery(string query) => SignatureClaims.Read(new WireRequest("GET", "/", query, new WireHeader[] { new("Host", "h") }, default));

    private static string Hashed(string text) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void The_header_form_is_read()
    {
        var claims = ReadHeader("AWS4-HMAC-SHA256   SignedHeaders=host;X-Amz-Date,Signature=ab,  Credential=" + Scope).Claims!;
        claims.AccessKeyId.ShouldBe("AKIAQNZGKIQY56JQ7WML");
        claims.ScopeDate.ShouldBe("20261123");
        claims.Region.ShouldBe("us-east-1");
        claims.Service.ShouldBe("sts");
        claims.Terminator.ShouldBe("aws4_request");
        claims.SignedHeaders.ShouldBe(["host", "x-amz-date"]);
        claims.Signature.ShouldBe("ab");
        claims.SignedAt.ShouldBe(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));
        claims.Form.ShouldBe(SignatureForm.Header);
    }

    [Fact]
    public void The_query_form_is_read()
    {
        var claims = ReadQuery(Query + "&X-Amz-Security-Token=a%2Bb%2F").Claims!;
        claims.Form.ShouldBe(SignatureForm.Query);
        claims.AccessKeyId.ShouldBe("AKIAQNZGKIQY56JQ7WML");
        claims.ExpiresSeconds.ShouldBe(60);
        claims.SessionToken.ShouldBe("a+b/");
    }

    [Fact]
    public void A_request_without_any_sign_of_a_signature_is_unsigned()
    {
        var reading = ReadQuery("Action=AssumeRoleWithSAML");
        reading.IsUnsigned.ShouldBeTrue();
        reading.Error.ShouldBe(SignatureErrors.MissingAuthenticationToken);
    }

    [Fact]
    public void Missing_parts_are_all_named_and_the_header_is_not_repeated()
    {
        var authorization = "AWS4-HMAC-SHA256 Other=secret-looking";
        var reading = ReadHeader(authorization, date: null);
        reading.IsUnsigned.ShouldBeFalse();
        reading.Error!.Code.ShouldBe("IncompleteSignature");
        reading.Error.Status.ShouldBe(400);
        reading.Error.Message.ShouldBe(
            "Authorization header requires 'Credential' parameter. Authorization header requires 'Signature' parameter. "
            + "Authorization header requires 'SignedHeaders' parameter. Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. "
            + "(Hashed with SHA-256 and encoded with Base64) Authorization=" + Hashed(authorization));
    }

    [Theory]
    [InlineData("Bearer eyJhbGciOi", "Unsupported Authorization header")]
    [InlineData("AWS4-HMAC-SHA1 Credential=x", "Unsupported AWS 'algorithm': 'AWS4-HMAC-SHA1'.")]
    [InlineData("AWS4-HMAC-SHA256 Credential", "Invalid key=value pair (missing equal-sign) in Authorization header")]
    [InlineData("AWS4-HMAC-SHA256 Credential=a/b/c, SignedHeaders=host, Signature=0", "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got 'a/b/c'")]
    [InlineData("AWS4-ECDSA-P256-SHA256 Credential=a/b/c, SignedHeaders=host, Signature=0", "Credential must have exactly 4 slash-delimited elements, e.g. keyid/date/service/term, got 'a/b/c'")]
    [InlineData(Good + ", Signature=01", "Authorization header names 'Signature' more than once.")]
    [InlineData("AWS4-HMAC-SHA256 Credential=" + Scope + ", SignedHeaders=host;host, Signature=0", "'SignedHeaders' must be a list of distinct header names")]
    [InlineData("AWS4-HMAC-SHA256 Credential=" + Scope + ", SignedHeaders=host;;a, Signature=0", "'SignedHeaders' must be a list of distinct header names")]
    public void Malformed_headers_are_incomplete_signatures(string authorization, string message)
    {
        var error = ReadHeader(authorization).Error!;
        error.Code.ShouldBe("IncompleteSignature");
        error.Message.ShouldStartWith(message);
        error.Message.ShouldNotContain("eyJhbGciOi");
    }

    [Theory]
    [InlineData("2026-11-23T12:00:00Z")]
    [InlineData("20261323T120000Z")]
    [InlineData("x")]
    public void Dates_are_in_basic_format(string date) =>
        ReadHeader(Good, date).Error!.Message.ShouldBe($"Date must be in ISO-8601 'basic format'. Got '{date}'. See http://en.wikipedia.org/wiki/ISO_8601");

    [Fact]
    public void A_key_id_of_strange_characters_is_an_unknown_key() =>
        ReadHeader(Good.Replace("AKIA", "AK\nA", StringComparison.Ordinal)).Error.ShouldBe(SignatureErrors.InvalidClientTokenId);

    [Fact]
    public void Two_sets_of_claims_are_refused()
    {
        var headers = new WireHeader[] { new("Host", "h"), new("Authorization", Good), new("X-Amz-Date", "20261123T120000Z") };
        SignatureClaims.Read(new WireRequest("GET", "/", Query, headers, default)).Error!.Code.ShouldBe("IncompleteSignature");
        SignatureClaims.Read(new WireRequest("GET", "/", string.Empty, headers, default).WithHeader("authorization", Good)).Error!.Code.ShouldBe("IncompleteSignature");
        SignatureClaims.Read(new WireRequest("GET", "/", string.Empty, headers, default).WithHeader("x-amz-date", "20261123T120000Z")).Error!.Code.ShouldBe("IncompleteSignature");
    }

    [Fact]
    public void Headers_that_the_signature_rests_on_come_once()
    {
        WireHeader[] headers = [new("Host", "h"), new("Authorization", Good)];
        var request = new WireRequest("GET", "/", string.Empty, headers, default);
        var dated = request.WithHeader("X-Amz-Date", "20261123T120000Z");
        SignatureClaims.Read(dated.WithHeader("X-Amz-Security-Token", "a")).IsRead.ShouldBeTrue();
        SignatureClaims.Read(dated.WithHeader("X-Amz-Security-Token", "a").WithHeader("x-amz-security-token", "b")).Error!.Code.ShouldBe("IncompleteSignature");
        var byDate = request.WithHeader("Date", "20261123T120000Z");
        SignatureClaims.Read(byDate).IsRead.ShouldBeTrue();
        SignatureClaims.Read(byDate.WithHeader("Date", "20261124T120000Z")).Error!.Code.ShouldBe("IncompleteSignature");
    }

    [Theory]
    [InlineData("X-Amz-Signature=11")]
    [InlineData("X-Amz-Date=20261123T120000Z")]
    [InlineData("X%2DAmz-Credential=x")]
    [InlineData("X-Amz-Security-Token=a&X-Amz-Security-Token=b")]
    public void A_parameter_of_the_signature_comes_once(string added) => ReadQuery(Query + "&" + added).Error!.Message.ShouldContain("once only");

    [Fact]
    public void Missing_query_parameters_are_all_named() =>
        ReadQuery("X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20261123T120000Z").Error!.Message.ShouldBe(
            "AWS query-string parameters must include 'X-Amz-Credential'. AWS query-string parameters must include 'X-Amz-Signature'. "
            + "AWS query-string parameters must include 'X-Amz-SignedHeaders'. Re-examine the query-string parameters.");

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("604801")]
    [InlineData("1e3")]
    public void Expiry_is_a_number_of_seconds_up_to_a_week(string value) =>
        ReadQuery(Query.Replace("X-Amz-Expires=60", "X-Amz-Expires=" + value, StringComparison.Ordinal)).Error!.Message.ShouldContain("'X-Amz-Expires'");

    [Theory]
    [InlineData("%zz")]
    [InlineData("%e4%bd")]
    public void Broken_escapes_are_refused(string value) => ReadQuery(Query + "&X-Amz-Security-Token=" + value).Error!.Code.ShouldBe("IncompleteSignature");
}
