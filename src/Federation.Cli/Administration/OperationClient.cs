using System.Diagnostics.CodeAnalysis;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using Federation.Cli.Login;
using Federation.Wire;
using Federation.Wire.SigV4;

namespace Federation.Cli.Administration;

/// <summary>An operation was refused.</summary>
internal sealed class OperationRefusedException(string code, string message) : CliException($"{code}: {message}")
{
    public string Code { get; } = code;
}

/// <summary>Calls the gateway's operations as any AWS client does: signed, over the wire.</summary>
internal sealed class OperationClient : IDisposable
{
    private const string Region = "us-east-1";
    private const string FederationTarget = "Federation_20261123.";
    private const string CloudTrailTarget = "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.";
    private readonly HttpClient _http;
    private readonly SignedGateway _gateway;
    private readonly TimeProvider _timeProvider;

    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "the client owns its handler")]
    public OperationClient(SignedGateway gateway, TimeProvider timeProvider)
    {
        (_gateway, _timeProvider) = (gateway, timeProvider);
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { Timeout = TimeSpan.FromSeconds(100) };
    }

    /// <summary>The key that signs.</summary>
    public string AccessKeyId => _gateway.Credentials.AccessKeyId;

    /// <summary>An operation of STS or IAM (query protocol): the text of one element of its answer.</summary>
    /// <exception cref="OperationRefusedException">The gateway refused.</exception>
    public async Task<string?> QueryAsync(string service, string action, string element, CancellationToken cancellationToken, params (string Name, string Value)[] parameters) =>
        Find(await QueryAsync(service, action, parameters, cancellationToken), element);

    /// <summary>An operation of STS or IAM (query protocol).</summary>
    /// <exception cref="OperationRefusedException">The gateway refused.</exception>
    public async Task<XElement> QueryAsync(string service, string action, IReadOnlyList<(string Name, string Value)> parameters, CancellationToken cancellationToken)
    {
        var version = service == "sts" ? "2011-06-15" : "2010-05-08";
        using var form = new FormUrlEncodedContent(
            parameters.Prepend(("Version", version)).Prepend(("Action", action)).Select(pair => KeyValuePair.Create(pair.Item1, pair.Item2)));
        var (isDone, body) = await SendAsync(
            service, await form.ReadAsByteArrayAsync(cancellationToken), [new("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")], cancellationToken);
        try
        {
            var answer = XElement.Parse(body);
            return isDone ? answer : throw new OperationRefusedException(Find(answer, "Code") ?? "?", Find(answer, "Message") ?? "no reason was given");
        }
        catch (XmlException exception)
        {
            throw new CliException($"the gateway at `{_gateway.Url.Authority}` does not answer as it should", exception);
        }
    }

    /// <summary>An operation of the gateway's own (JSON 1.1).</summary>
    /// <exception cref="OperationRefusedException">The gateway refused.</exception>
    public Task<JsonElement> FederationAsync(string action, IReadOnlyDictionary<string, object> request, CancellationToken cancellationToken) =>
        JsonAsync("federation", FederationTarget + action, request, cancellationToken);

    /// <summary>An operation of CloudTrail (JSON 1.1).</summary>
    /// <exception cref="OperationRefusedException">The gateway refused.</exception>
    public Task<JsonElement> CloudTrailAsync(string action, IReadOnlyDictionary<string, object> request, CancellationToken cancellationToken) =>
        JsonAsync("cloudtrail", CloudTrailTarget + action, request, cancellationToken);

    public void Dispose() => _http.Dispose();

    private async Task<JsonElement> JsonAsync(string service, string target, IReadOnlyDictionary<string, object> request, CancellationToken cancellationToken)
    {
        var (isDone, body) = await SendAsync(
            service, JsonSerializer.SerializeToUtf8Bytes(request), [new("Content-Type", "application/x-amz-json-1.1"), new("X-Amz-Target", target)], cancellationToken);
        try
        {
            var answer = JsonSerializer.Deserialize<JsonElement>(body.Length == 0 ? "{}" : body);
            return isDone ? answer : throw new OperationRefusedException(Text(answer, "__type") ?? "?", Text(answer, "message") ?? Text(answer, "Message") ?? "no reason was given");
        }
        catch (JsonException exception)
        {
            throw new CliException($"the gateway at `{_gateway.Url.Authority}` does not answer as it should", exception);
        }
    }

    private static string? Find(XElement answer, string name) => answer.Descendants().FirstOrDefault(child => child.Name.LocalName == name)?.Value;

    private static string? Text(JsonElement answer, string name) => answer.TryGetProperty(name, out var value) ? value.GetString() : null;

    private async Task<(bool IsDone, string Body)> SendAsync(string service, byte[] body, WireHeader[] headers, CancellationToken cancellationToken)
    {
        var unsigned = new WireRequest("POST", "/", "", (WireHeader[])[new("Host", _gateway.Url.Authority), .. headers], body);
        var signed = new RequestSigner(_gateway.Credentials, Region, service).Sign(unsigned, _timeProvider.GetUtcNow());
        using var message = new HttpRequestMessage(HttpMethod.Post, _gateway.Url) { Content = new ByteArrayContent(body) };
        foreach (var header in signed.Headers.ToArray())
        {
            if (header.Name == "Content-Type")
            {
                message.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(header.Value);
            }
            else
            {
                message.Headers.TryAddWithoutValidation(header.Name, header.Value);
            }
        }

        try
        {
            using var answer = await _http.SendAsync(message, cancellationToken);
            return (answer.IsSuccessStatusCode, Encoding.UTF8.GetString(await answer.Content.ReadAsByteArrayAsync(cancellationToken)));
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new CliException($"the gateway at `{_gateway.Url.Authority}` does not answer: {exception.Message}", exception);
        }
    }
}
