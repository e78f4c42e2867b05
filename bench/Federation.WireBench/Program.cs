using System.Buffers;
using System.Globalization;
using System.Text;

using Federation.Wire;
using Federation.Wire.Routing;
using Federation.Wire.SigV4;
using Federation.WireBench;

var now = new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
var secret = Encoding.UTF8.GetBytes("wire/secret+of40characters0123456789abcd");
var sts = new SignatureVerificationOptions { Now = now, ExpectedServices = ["sts"] };
var cached = new SignatureVerifier(new SigningKeyCache());
var uncached = new SignatureVerifier();
var identity = OperationShape.Create<NoMembers, CallerIdentity>(ServiceModel.Sts, "GetCallerIdentity");
var assume = OperationShape.Create<AssumeRoleRequest, AssumeRoleResponse>(ServiceModel.Sts, "AssumeRole");
var json = OperationShape.Create<AssumeRoleRequest, AssumeRoleResponse>(ServiceModel.Federation, "AssumeRole");
var router = new AwsRequestRouter([identity, assume, json]);
var output = new ArrayBufferWriter<byte>(64 * 1024);

var caller = new CallerIdentity { UserId = "AROAQNZGKIQY56JQ7WML:alice", Account = "123456789012", Arn = "arn:aws:sts::123456789012:assumed-role/Admin/alice" };
var issued = new AssumeRoleResponse
{
    PackedPolicySize = 3,
    Credentials = new Credentials { AccessKeyId = "ASIAQNZGKIQY56JQ7WML", SecretAccessKey = "wire/secret+of40characters0123456789abcd", SessionToken = new string('t', 900), Expiration = now },
};
var form = new WireHeader("Content-Type", "application/x-www-form-urlencoded; charset=utf-8");
var identityRequest = Sign("Action=GetCallerIdentity&Version=2011-06-15", form, token: null);
var sessionRequest = Sign("Action=GetCallerIdentity&Version=2011-06-15", form, token: new string('t', 900));
var assumeBody = "Action=AssumeRole&Version=2011-06-15&RoleArn=arn%3Aaws%3Aiam%3A%3A123456789012%3Arole%2Fr&RoleSessionName=alice&DurationSeconds=3600"
    + string.Concat(Enumerable.Range(1, 5).Select(i => $"&Tags.member.{i}.Key=key{i}&Tags.member.{i}.Value=value{i}"));
var assumeRequest = Sign(assumeBody, form, token: null);
var samlRequest = Sign("Action=AssumeRole&Version=2011-06-15&SAMLAssertion=" + new string('A', 10_000) + "%3D", form, token: null);
var jsonRequest = Sign(
    """{"RoleArn":"arn:aws:iam::123456789012:role/r","RoleSessionName":"alice","DurationSeconds":3600,"Tags":[{"Key":"key1","Value":"value1"}]}""",
    new WireHeader("Content-Type", "application/x-amz-json-1.1"),
    token: null);
var presigned = Signer(null, default).Presign(
    new WireRequest("GET", "/", "Action=GetCallerIdentity&Version=2011-06-15", new WireHeader[] { new("Host", "127.0.0.1:5080") }, default), now, TimeSpan.FromSeconds(60));
var ecdsa = Signer(null, SignatureAlgorithm.EcdsaP256Sha256).Sign(Unsigned("Action=GetCallerIdentity&Version=2011-06-15", form), now);

Console.WriteLine($"{"work",-58} {"ns/op",10} {"bytes/op",10}");
Report("read claims, header form", () => Require(SignatureClaims.Read(identityRequest).IsRead));
Report("read claims + verify, cached key", () => Require(Verify(cached, identityRequest)));
Report("read claims + verify, cached key, session token 900", () => Require(Verify(cached, sessionRequest)));
Report("read claims + verify, key derived", () => Require(Verify(uncached, identityRequest)));
Report("read claims + verify, presigned, cached key", () => Require(Verify(cached, presigned)));
Report("read claims + verify, body 10 kB, cached key", () => Require(Verify(cached, samlRequest)));
Report("read claims + verify, SigV4a, cached key", () => Require(Verify(cached, ecdsa)));
Report("route + bind GetCallerIdentity", () => Require(Bind(identityRequest)));
Report("route + bind AssumeRole, 5 tags", () => Require(Bind(assumeRequest)));
Report("route + bind an assertion of 10 kB", () => Require(Bind(samlRequest)));
Report("bind JSON", () => Require(json.Bind(jsonRequest).IsBound));
Report("write GetCallerIdentity", () => Write(identity, caller));
Report("write AssumeRole", () => Write(assume, issued));
Report("write JSON", () => Write(json, issued));
Report("GetCallerIdentity: claims, route, verify, bind, write", () =>
{
    Require(Verify(cached, identityRequest) && Bind(identityRequest));
    Write(identity, caller);
});
return 0;

bool Verify(SignatureVerifier verifier, WireRequest request) => verifier.Verify(request, SignatureClaims.Read(request).Claims!, secret, sts).IsValid;

bool Bind(WireRequest request)
{
    var route = router.Route(request, null);
    return route.Operation!.Bind(request, route.Parameters).IsBound;
}

void Write(OperationShape shape, object response)
{
    output.ResetWrittenCount();
    shape.WriteResponse(output, response, "8b3c1a52-0d4e-4a7e-9f65-3f2f0a1b2c3d");
}

RequestSigner Signer(string? token, SignatureAlgorithm algorithm) =>
    new(new SigningCredentials("AKIAQNZGKIQY56JQ7WML", Encoding.UTF8.GetString(secret), token), "us-east-1", "sts") { Algorithm = algorithm };

WireRequest Unsigned(string body, WireHeader contentType) =>
    new("POST", "/", string.Empty, new WireHeader[] { new("Host", "127.0.0.1:5080"), contentType }, Encoding.UTF8.GetBytes(body));

// Clients sign Content-Type, Host and X-Amz-*, and send some headers more.
WireRequest Sign(string body, WireHeader contentType, string? token)
{
    var signed = Signer(token, default).Sign(Unsigned(body, contentType), now);
    WireHeader[] headers =
    [
        new("Accept-Encoding", "identity"), new("User-Agent", "aws-cli/2.9.19 Python/3.11.2"), .. signed.Headers.Span,
        new("Content-Length", body.Length.ToString(CultureInfo.InvariantCulture)),
    ];
    return new WireRequest(signed.Method, signed.Path, signed.Query, headers, signed.Body);
}

static void Require(bool isRight)
{
    if (!isRight)
    {
        throw new InvalidOperationException("the measured work failed");
    }
}

static void Report(string name, Action work)
{
    var (nanoseconds, bytes) = Measurement.Of(work);
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-58} {nanoseconds,10:F0} {bytes,10:F0}"));
}
