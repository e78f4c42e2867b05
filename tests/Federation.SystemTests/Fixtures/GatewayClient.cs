using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;

namespace Federation.SystemTests.Fixtures;

/// <summary>One answer of the gateway.</summary>
public sealed record WireAnswer(HttpStatusCode Status, string Body)
{
    public XElement Xml => XElement.Parse(Body);

    public JsonElement Json => JsonSerializer.Deserialize<JsonElement>(Body);

    /// <summary>The text of the first element with this name of a query answer.</summary>
    public string Value(string name) => Xml.Descendants().First(element => element.Name.LocalName == name).Value;

    /// <summary>The error code of either protocol, or null.</summary>
    public string? ErrorCode => Status == HttpStatusCode.OK ? null
        : Body.StartsWith('<') ? Xml.Descendants().FirstOrDefault(element => element.Name.LocalName == "Code")?.Value
        : Json.TryGetProperty("__type", out var type) ? type.GetString() : null;

    public void ShouldBeError(HttpStatusCode status, string code)
    {
        ErrorCode.ShouldBe(code, Body);
        Status.ShouldBe(status, Body);
    }

    public WireAnswer Succeeded()
    {
        Status.ShouldBe(HttpStatusCode.OK, Body);
        return this;
    }
}

/// <summary>Calls a gateway as a client with one access key; <paramref name="host"/> is the name that it serves where that is not its address's.</summary>
public sealed class GatewayClient(Uri gateway, Credentials? credentials, string? host = null) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false });

    public Task<WireAnswer> QueryAsync(string service, string action, params (string Name, string Value)[] parameters)
    {
        var version = service == "sts" ? "2011-06-15" : "2010-05-08";
        var fields = parameters.Prepend(("Version", version)).Prepend(("Action", action)).Select(pair => Escape(pair.Item1) + "=" + Escape(pair.Item2));
        return SendAsync(service, Encoding.UTF8.GetBytes(string.Join('&', fields)),
            new Dictionary<string, string> { ["content-type"] = "application/x-www-form-urlencoded; charset=utf-8" });
    }

    public Task<WireAnswer> JsonAsync(string service, string action, object request)
    {
        var prefix = service == "organizations" ? "AWSOrganizationsV20161128" : "Federation_20261123";
        return SendAsync(service, JsonSerializer.SerializeToUtf8Bytes(request),
            new Dictionary<string, string> { ["content-type"] = "application/x-amz-json-1.1", ["x-amz-target"] = prefix + "." + action });
    }

    /// <summary>Assumes a role; the credentials of its session.</summary>
    public async Task<Credentials> AssumeRoleAsync(string roleArn, string sessionName)
    {
        var answer = (await QueryAsync("sts", "AssumeRole", ("RoleArn", roleArn), ("RoleSessionName", sessionName))).Succeeded();
        return new Credentials(answer.Value("AccessKeyId"), answer.Value("SecretAccessKey"), answer.Value("SessionToken"));
    }

    /// <summary>Makes an access key of a user.</summary>
    public async Task<Credentials> CreateAccessKeyAsync(string userName)
    {
        var answer = (await QueryAsync("iam", "CreateAccessKey", ("UserName", userName))).Succeeded();
        return new Credentials(answer.Value("AccessKeyId"), answer.Value("SecretAccessKey"), null);
    }

    /// <summary>Sends a body to <c>POST /</c>, signed where the client has credentials.</summary>
    public async Task<WireAnswer> SendAsync(string service, byte[] body, IReadOnlyDictionary<string, string> headers)
    {
        var signed = credentials is null ? headers : SigV4.Sign(credentials, service, host ?? gateway.Authority, headers, body, TimeProvider.System.GetUtcNow());
        using var message = new HttpRequestMessage(HttpMethod.Post, gateway) { Content = new ByteArrayContent(body) };
        message.Headers.Host = host;
        foreach (var (name, value) in signed)
        {
            if (name == "content-type")
            {
                message.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(value);
            }
            else
            {
                message.Headers.TryAddWithoutValidation(name, value);
            }
        }

        using var response = await _http.SendAsync(message);
        return new WireAnswer(response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    public void Dispose() => _http.Dispose();

    private static string Escape(string text) => Uri.EscapeDataString(text);
}
