using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Federation.SystemTests.Fixtures;

namespace Federation.SystemTests;

/// <summary>Malformed input at every door: an error of the protocol, never a 500, and nothing stored half.</summary>
public sealed class BadInputTests(BadInputTests.Fixture fixture) : IClassFixture<BadInputTests.Fixture>
{
    private const string Form = "application/x-www-form-urlencoded";
    private const string Json11 = "application/x-amz-json-1.1";

    private static readonly string[] Nasty =
    [
        "", "%", "%zz", "\0", "\uFEFF", "{", "[]", "null", "<", "<a/>", "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>", "../../etc/passwd",
        "' OR 1=1 --", "${jndi:x}", new string('a', 70_000), "\ud83d\ude00", "AAAA====", "=&=&=", "Action=&Action=", "a.member.1=x&a.member.1.b=y&a.member.-1=z", "Action=GetCallerIdentity&Version=",
    ];

    public static TheoryData<string> Doors =>
        ["POST / form", "POST / json", "POST / unknown target", "POST / signed", "GET / query", "POST /saml/acs", "GET /saml/login", "GET /saml/resume", "POST /portal/credentials", "cookies", "headers"];

    [Theory]
    [MemberData(nameof(Doors))]
    public async Task No_door_answers_500(string door)
    {
        foreach (var nasty in Nasty)
        {
            using var message = Request(door, nasty);
            using var answer = await fixture.Http.SendAsync(message, TestContext.Current.CancellationToken);
            var body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            ((int)answer.StatusCode).ShouldBeLessThan(500, $"{door} with `{(nasty.Length > 60 ? nasty[..60] : nasty)}`: {body}\n{fixture.Corporate.Gateway.Transcript}");
            body.ShouldNotContain("   at ", customMessage: "a stack trace left the house");
        }
    }

    [Theory]
    [InlineData("CreateSAMLProvider", "SAMLMetadataDocument", "ValidationError", "InvalidInput")]
    [InlineData("CreateRole", "AssumeRolePolicyDocument", "ValidationError", "MalformedPolicyDocument")]
    [InlineData("PutRolePolicy", "PolicyDocument", "ValidationError", "MalformedPolicyDocument")]
    public async Task A_document_that_cannot_be_read_is_refused_and_nothing_of_it_stays(string action, string member, params string[] codes)
    {
        using var root = fixture.Corporate.Gateway.As(fixture.Corporate.Gateway.Root());
        var before = await StateAsync(root);
        foreach (var nasty in Nasty.Where(text => text.Length > 0 && text[0] is not ('\0' or '\uFEFF')))
        {
            var answer = await root.QueryAsync("iam", action, [.. Names(action), (member, nasty)]);
            codes.ShouldContain(answer.ErrorCode, $"{nasty[..Math.Min(nasty.Length, 60)]}: {answer.Body}");
        }

        (await StateAsync(root)).ShouldBe(before);
    }

    [Fact]
    public async Task The_answer_to_an_unsigned_or_wrongly_signed_call_is_AWSs()
    {
        using var nobody = fixture.Corporate.Gateway.As(null);
        var root = fixture.Corporate.Gateway.Root();
        using var wrong = fixture.Corporate.Gateway.As(root with { SecretAccessKey = "x" + root.SecretAccessKey[1..] });
        using var unknown = fixture.Corporate.Gateway.As(new Credentials("AKIAIOSFODNN7EXAMPLE", "secret", null));

        (await nobody.QueryAsync("sts", "GetCallerIdentity")).ShouldBeError(HttpStatusCode.Forbidden, "MissingAuthenticationToken");
        (await wrong.QueryAsync("sts", "GetCallerIdentity")).ShouldBeError(HttpStatusCode.Forbidden, "SignatureDoesNotMatch");
        (await unknown.QueryAsync("sts", "GetCallerIdentity")).ShouldBeError(HttpStatusCode.Forbidden, "InvalidClientTokenId");
        (await nobody.JsonAsync("organizations", "ListAccounts", new { })).ShouldBeError(HttpStatusCode.BadRequest, "MissingAuthenticationTokenException");
        (await wrong.JsonAsync("organizations", "ListAccounts", new { })).ShouldBeError(HttpStatusCode.BadRequest, "InvalidSignatureException");
        (await unknown.JsonAsync("organizations", "ListAccounts", new { })).ShouldBeError(HttpStatusCode.BadRequest, "UnrecognizedClientException");
    }

    [Fact]
    public async Task An_assertion_with_one_character_changed_opens_neither_door()
    {
        var good = await fixture.Corporate.UnsolicitedAssertionAsync("bob");
        var xml = Encoding.UTF8.GetString(Convert.FromBase64String(good));
        var changed = Convert.ToBase64String(Encoding.UTF8.GetBytes(xml.Replace(">developers<", ">administrators<", StringComparison.Ordinal)));
        changed.ShouldNotBe(good);

        using var nobody = fixture.Corporate.Gateway.As(null);
        var answer = await nobody.QueryAsync("sts", "AssumeRoleWithSAML", ("RoleArn", fixture.Corporate.RoleArn(GatewaySetup.Administrator)),
            ("PrincipalArn", GatewaySetup.ProviderArn(fixture.Corporate.Account)), ("SAMLAssertion", changed));
        answer.ShouldBeError(HttpStatusCode.BadRequest, "InvalidIdentityToken");

        using var browser = new TestBrowser();
        var page = await browser.PostAsync(fixture.Corporate.Gateway.AssertionConsumerService, new Dictionary<string, string> { ["SAMLResponse"] = changed });
        page.Status.ShouldBe(HttpStatusCode.BadRequest);
        (await browser.GetJsonAsync(new Uri(fixture.Corporate.Url, "/portal/session"))).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("Authorization: AWS4-HMAC-SHA256 Credential=AKIAUNKNOWNUNKNOWN00/DATE/us-east-1/iam/aws4_request, SignedHeaders=host;x-amz-date, Signature=0000000000000000000000000000000000000000000000000000000000000000\r\nX-Amz-Date: DATET000000Z\r\n", 15_000_000, "InvalidClientTokenId")]
    [InlineData("Authorization: AWS4-HMAC-SHA256 nonsense\r\n", 15_000_000, "IncompleteSignature")]
    [InlineData("", 600_000, "RequestEntityTooLarge")]
    public async Task The_body_of_somebody_without_a_known_key_is_not_waited_for(string headers, int length, string code)
    {
        using var client = new System.Net.Sockets.TcpClient();
        await client.ConnectAsync(fixture.Corporate.Url.Host, fixture.Corporate.Url.Port);
        var stream = client.GetStream();
        var date = TimeProvider.System.GetUtcNow().ToString("yyyyMMdd", System.Globalization.CultureInfo.InvariantCulture);
        var head = $"POST / HTTP/1.1\r\nHost: {fixture.Corporate.Url.Authority}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n{headers.Replace("DATE", date, StringComparison.Ordinal)}\r\nAction=";
        await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes(head));

        // No more of the body ever comes: whoever waits for it waits for ever.
        var answer = new byte[8192];
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var read = await stream.ReadAsync(answer, limit.Token);
        System.Text.Encoding.ASCII.GetString(answer, 0, read).ShouldContain(code);
    }

    [Fact]
    public async Task Another_host_name_is_not_answered()
    {
        using var message = new HttpRequestMessage(HttpMethod.Get, fixture.Corporate.Url);
        message.Headers.Host = "attacker.example.com";
        using var answer = await fixture.Http.SendAsync(message, TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.MisdirectedRequest);
    }

    private static (string, string)[] Names(string action) => action switch
    {
        "CreateSAMLProvider" => [("Name", "Bad")],
        "CreateRole" => [("RoleName", "Bad")],
        _ => [("RoleName", GatewaySetup.Developer), ("PolicyName", "Bad")],
    };

    private HttpRequestMessage Request(string door, string nasty)
    {
        var url = fixture.Corporate.Url;
        var escaped = Uri.EscapeDataString(nasty);
        var shortened = escaped.Length > 4000 ? escaped[..4000].TrimEnd('%') : escaped;
        return door switch
        {
            "POST / form" => Body("/", nasty, Form),
            "POST / json" => Body("/", nasty, Json11, ("X-Amz-Target", "AWSOrganizationsV20161128.ListAccounts")),
            "POST / unknown target" => Body("/", "{}", Json11, ("X-Amz-Target", Header(nasty))),
            "POST / signed" => Body("/", nasty, Form, ("Authorization", "AWS4-HMAC-SHA256 " + Header(nasty)), ("X-Amz-Date", Header(nasty))),
            "GET / query" => new HttpRequestMessage(HttpMethod.Get, new Uri(url, "/?Action=" + shortened + "&X-Amz-Signature=" + shortened)),
            "POST /saml/acs" => Body("/saml/acs", "SAMLResponse=" + escaped + "&RelayState=" + shortened, Form),
            "GET /saml/login" => new HttpRequestMessage(HttpMethod.Get, new Uri(url, "/saml/login?provider=" + shortened + "&returnUrl=" + shortened)),
            "GET /saml/resume" => new HttpRequestMessage(HttpMethod.Get, new Uri(url, "/saml/resume?h=" + shortened)),
            "POST /portal/credentials" => Body("/portal/credentials", nasty, "application/json"),
            "cookies" => With(new HttpRequestMessage(HttpMethod.Get, new Uri(url, "/portal/session")), ("Cookie", "fed-session=" + Header(nasty) + "; fed-form=" + Header(nasty))),
            _ => With(new HttpRequestMessage(HttpMethod.Get, url), ("Origin", Header(nasty)), ("X-Forwarded-For", Header(nasty)), ("Accept", Header(nasty)), ("Accept-Language", Header(nasty))),
        };
    }

    private HttpRequestMessage Body(string path, string body, string type, params (string Name, string Value)[] headers)
    {
        var message = new HttpRequestMessage(HttpMethod.Post, new Uri(fixture.Corporate.Url, path)) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        message.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return With(message, headers);
    }

    private static HttpRequestMessage With(HttpRequestMessage message, params (string Name, string Value)[] headers)
    {
        foreach (var (name, value) in headers)
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }

        return message;
    }

    // What the client library itself would refuse to send is not the gateway's to answer.
    private static string Header(string text) => new([.. text.Where(letter => letter is >= ' ' and <= '~').Take(2000)]);

    private static async Task<string> StateAsync(GatewayClient root)
    {
        var parts = new[]
        {
            (await root.QueryAsync("iam", "ListSAMLProviders")).Succeeded(),
            (await root.QueryAsync("iam", "ListRoles")).Succeeded(),
            (await root.QueryAsync("iam", "ListRolePolicies", ("RoleName", GatewaySetup.Developer))).Succeeded(),
        };
        return string.Join('\n', parts.SelectMany(part => part.Xml.Descendants().Where(element => element.Name.LocalName is "Arn" or "member" && !element.HasElements).Select(element => element.Value)));
    }

    /// <summary>A gateway whose doors are not throttled: these tests knock often.</summary>
    public sealed class Fixture : IAsyncLifetime
    {
        public CorporateGateway Corporate { get; } = new();

        public HttpClient Http { get; } = new(new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false });

        public ValueTask InitializeAsync() => Corporate.StartAsync(("Federation__Limits__UnauthenticatedPerSource", "0"));

        public ValueTask DisposeAsync()
        {
            Http.Dispose();
            return Corporate.DisposeAsync();
        }
    }
}
