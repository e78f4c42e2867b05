using System.Text;

using Federation.Wire;
using Federation.Wire.SigV4;

namespace Federation.UnitTests.Wire.SigV4;

/// <summary>Rules that hold though the signature itself is right.</summary>
public sealed class SignatureRuleTests
{
    private const string Secret = "a-secret-of-forty-characters-for-a-test0";
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private static readonly SigningCredentials Credentials = new("AKIAQNZGKIQY56JQ7WML", Secret);

    private static WireRequest Unsigned(params WireHeader[] headers) =>
        new("POST", "/", string.Empty, (WireHeader[])[new WireHeader("Host", "fed.example.net"), .. headers], "Action=GetCallerIdentity&Version=2011-06-15"u8.ToArray());

    private static RequestSigner Signer(string region = "eu-west-1", string service = "sts", SigningCredentials? credentials = null, SignatureAlgorithm algorithm = default) =>
        new(credentials ?? Credentials, region, service) { Algorithm = algorithm };

    private static SignatureVerdict Verify(WireRequest request, DateTimeOffset? now = null, SignatureVerifier? verifier = null, string secret = Secret)
    {
        var reading = SignatureClaims.Read(request);
        return reading.IsRead
            ? (verifier ?? new SignatureVerifier()).Verify(request, reading.Claims, secret, new SignatureVerificationOptions { Now = now ?? Now, ExpectedServices = ["sts"] })
            : SignatureVerdict.Refused(reading.Error);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(300)]
    [InlineData(-300)]
    public void Clocks_may_differ_by_five_minutes(int seconds) =>
        Verify(Signer().Sign(Unsigned(), Now.AddSeconds(seconds))).IsValid.ShouldBeTrue();

    [Fact]
    public void A_request_signed_more_than_five_minutes_ago_has_expired() =>
        Verify(Signer().Sign(Unsigned(), Now.AddSeconds(-301))).Error.ShouldBe(new WireError(
            "SignatureDoesNotMatch", 403, "Signature expired: 20261123T115459Z is now earlier than 20261123T115500Z (20261123T120000Z - 5 min.)"));

    [Fact]
    public void A_request_signed_more_than_five_minutes_ahead_is_not_yet_current() =>
        Verify(Signer().Sign(Unsigned(), Now.AddSeconds(301))).Error!.Message
            .ShouldBe("Signature not yet current: 20261123T120501Z is still later than 20261123T120500Z (20261123T120000Z + 5 min.)");

    [Theory]
    [InlineData(10, true)]
    [InlineData(15, true)]
    [InlineData(20, false)]
    [InlineData(-5, true)]
    [InlineData(-6, false)]
    public void A_presigned_request_lives_fifteen_minutes_whatever_it_says_of_itself(int minutesOld, bool isValid) =>
        Verify(Signer().Presign(Unsigned(), Now.AddMinutes(-minutesOld), TimeSpan.FromSeconds(60))).IsValid.ShouldBe(isValid);

    [Fact]
    public void A_long_expiry_does_not_lengthen_a_presigned_request() =>
        Verify(Signer().Presign(Unsigned(), Now.AddMinutes(-16), TimeSpan.FromDays(7))).IsValid.ShouldBeFalse();

    [Theory]
    [InlineData("us-east-1")]
    [InlineData("moon-base-7")]
    [InlineData("")]
    public void Every_region_is_taken(string region) => Verify(Signer(region).Sign(Unsigned(), Now)).IsValid.ShouldBeTrue();

    [Fact]
    public void The_scope_must_name_the_service() =>
        Verify(Signer(service: "iam").Sign(Unsigned(), Now)).Error!.Message.ShouldBe("Credential should be scoped to correct service: 'sts'. ");

    [Fact]
    public void The_scope_date_must_be_the_date_of_signing()
    {
        var request = Signer().Sign(Unsigned(), Now).ReplaceHeader("Authorization", value => value.Replace("/20261123/", "/20261122/", StringComparison.Ordinal));
        Verify(request).Error!.Message.ShouldBe(
            "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '20261122' != '20261123', from '20261123T120000Z'.");
    }

    [Fact]
    public void The_scope_must_end_in_the_terminator() =>
        Verify(Signer().Sign(Unsigned(), Now).ReplaceHeader("Authorization", value => value.Replace("aws4_request", "aws5_request", StringComparison.Ordinal)))
            .Error!.Message.ShouldBe("Credential should be scoped with a valid terminator: 'aws4_request', not 'aws5_request'.");

    [Fact]
    public void Host_must_be_signed()
    {
        var request = Signer().Sign(Unsigned().WithoutHeader("Host"), Now).WithHeader("Host", "fed.example.net");
        Verify(request).Error!.Message.ShouldBe("'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
    }

    [Fact]
    public void The_port_belongs_to_the_signed_host() =>
        Verify(Signer().Sign(Unsigned(), Now).ReplaceHeader("Host", host => host + ":8443")).Error.ShouldBe(SignatureErrors.Mismatch);

    [Fact]
    public void A_second_host_header_is_refused() =>
        Verify(Signer().Sign(Unsigned(new WireHeader("host", "other.example.net")), Now)).IsValid.ShouldBeFalse();

    [Theory]
    [InlineData("X-Amz-Target")]
    [InlineData("x-amz-content-sha256")]
    [InlineData("X-AMZ-Anything")]
    public void An_amz_header_that_was_not_signed_is_refused(string name)
    {
        Verify(Signer().Sign(Unsigned(), Now).WithHeader(name, "x")).Error!.Message
            .ShouldBe($"There were headers present in the request which were not signed: '{name.ToLowerInvariant()}'.");
        Verify(Signer().Presign(Unsigned(), Now, TimeSpan.FromSeconds(60)).WithHeader(name, "x")).IsValid.ShouldBeFalse();
    }

    [Fact]
    public void Other_headers_need_not_be_signed() =>
        Verify(Signer().Sign(Unsigned(), Now).WithHeader("amz-sdk-request", "attempt=1; max=3").WithHeader("User-Agent", "aws-cli")).IsValid.ShouldBeTrue();

    [Fact]
    public void The_session_token_may_come_signed_or_not()
    {
        var signed = Signer(credentials: new SigningCredentials("ASIAQNZGKIQY56JQ7WML", Secret, "token/+=")).Sign(Unsigned(), Now);
        Verify(signed).IsValid.ShouldBeTrue();
        SignatureClaims.Read(signed).Claims!.SessionToken.ShouldBe("token/+=");
        Verify(signed.ReplaceHeader("X-Amz-Security-Token", _ => "other")).IsValid.ShouldBeFalse();
        var late = Signer().Sign(Unsigned(), Now).WithHeader("X-Amz-Security-Token", "late");
        Verify(late).IsValid.ShouldBeTrue();
        SignatureClaims.Read(late).Claims!.SessionToken.ShouldBe("late");
    }

    [Fact]
    public void The_word_of_the_content_hash_header_does_not_stand_in_for_the_body()
    {
        var request = Signer().Sign(Unsigned(new WireHeader("x-amz-content-sha256", "UNSIGNED-PAYLOAD")), Now);
        Verify(request).IsValid.ShouldBeTrue();
        Verify(request.With(body: "Action=DeleteUser"u8.ToArray())).IsValid.ShouldBeFalse();
    }

    [Fact]
    public void A_signature_made_over_an_unsigned_payload_is_refused()
    {
        // The signature of a client that put the word UNSIGNED-PAYLOAD where the hash belongs, made by hand.
        var signed = Signer().Sign(Unsigned(), Now);
        var claims = SignatureClaims.Read(signed).Claims!;
        var canonical = "POST\n/\n\nhost:fed.example.net\nx-amz-date:20261123T120000Z\n\nhost;x-amz-date\nUNSIGNED-PAYLOAD";
        var writer = new Utf8Writer(new byte[64]);
        CanonicalRequest.AppendStringToSign(ref writer, claims, Encoding.UTF8.GetBytes(canonical));
        var key = new byte[32];
        SigningKeys.DeriveHmac(Encoding.UTF8.GetBytes(Secret), claims, key);
        var signature = Convert.ToHexStringLower(System.Security.Cryptography.HMACSHA256.HashData(key, writer.Written));
        writer.Dispose();
        Verify(signed.ReplaceHeader("Authorization", value => value.Replace(claims.Signature, signature, StringComparison.Ordinal))).Error.ShouldBe(SignatureErrors.Mismatch);
    }

    [Fact]
    public void A_signature_parameter_cannot_be_slipped_into_the_header_form()
    {
        var signed = Signer().Sign(Unsigned().With(query: "a=1"), Now);
        Verify(signed).IsValid.ShouldBeTrue();
        Verify(signed.With(query: "a=1&X%2DAmz-Signature=00")).Error.ShouldBe(SignatureErrors.Mismatch);
    }

    [Fact]
    public void The_date_header_serves_where_there_is_no_amz_date()
    {
        var signed = Signer().Sign(Unsigned(), Now);
        var claims = SignatureClaims.Read(signed.WithoutHeader("X-Amz-Date").WithHeader("Date", "Mon, 23 Nov 2026 12:00:00 GMT")).Claims!;
        claims.Timestamp.ShouldBe("20261123T120000Z");
    }

    [Fact]
    public void Wrong_secrets_are_refused_with_the_common_text() => Verify(Signer().Sign(Unsigned(), Now), secret: Secret + "x").Error.ShouldBe(SignatureErrors.Mismatch);

    [Fact]
    public void SigV4a_needs_the_region_set()
    {
        var request = Signer("*", algorithm: SignatureAlgorithm.EcdsaP256Sha256).Sign(Unsigned(), Now);
        Verify(request).IsValid.ShouldBeTrue();
        Verify(request.WithoutHeader("X-Amz-Region-Set").ReplaceHeader("Authorization", value => value.Replace(";x-amz-region-set", string.Empty, StringComparison.Ordinal)))
            .Error!.Message.ShouldBe("'X-Amz-Region-Set' must be signed.");
        Verify(Signer("*", algorithm: SignatureAlgorithm.EcdsaP256Sha256).Presign(Unsigned(), Now, TimeSpan.FromSeconds(60))).IsValid.ShouldBeTrue();
    }

    [Fact]
    public void The_default_verdict_refuses() => default(SignatureVerdict).IsValid.ShouldBeFalse();
}
