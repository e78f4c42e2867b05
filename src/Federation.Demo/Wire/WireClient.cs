using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Federation.Wire;
using Federation.Wire.SigV4;

namespace Federation.Demo.Wire;

/// <summary>Calls the gateway's operations over HTTP, signed like any AWS client would.</summary>
internal sealed class WireClient(HttpClient http, Uri endpoint, TimeProvider timeProvider)
{
    private const string Region = "us-east-1";

    private static readonly Dictionary<string, string> QueryVersions = new(StringComparer.Ordinal) { ["sts"] = "2011-06-15", ["iam"] = "2010-05-08" };
    private static readonly Dictionary<string, string> JsonTargets = new(StringComparer.Ordinal)
    {
        ["organizations"] = "AWSOrganizationsV20161128",
        ["federation"] = "Federation_20261123",
    };

    /// <summary>Calls an STS or IAM operation of the query protocol; without credentials, unsigned.</summary>
    /// <returns>The answer's Result element, or its root where there is none.</returns>
    /// <exception cref="WireException">The gateway refused.</exception>
    public async Task<XElement> QueryAsync(SigningCredentials? credentials, string service, string action,
        IReadOnlyDictionary<string, string> parameters, CancellationToken cancellationToken)
    {
        var fields = new Dictionary<string, string>(parameters, StringComparer.Ordinal) { ["Action"] = action, ["Version"] = QueryVersions[service] };
        using var form = new FormUrlEncodedContent(fields);
        var (status, body) = await SendAsync(credentials, service, await form.ReadAsByteArrayAsync(cancellationToken),
            [new("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")], cancellationToken);
        var root = XElement.Parse(body);
        if (status != 200)
        {
            throw new WireException(action, status, Descendant(root, "Code") ?? "?", Descendant(root, "Message") ?? body);
        }

        return root.Elements().FirstOrDefault(element => element.Name.LocalName == action + "Result") ?? root;
    }

    /// <summary>Calls an operation of a JSON 1.1 service.</summary>
    /// <exception cref="WireException">The gateway refused.</exception>
    public async Task<JsonElement> JsonAsync(SigningCredentials credentials, string service, string action, object request, CancellationToken cancellationToken)
    {
        var (status, body) = await SendAsync(credentials, service, JsonSerializer.SerializeToUtf8Bytes(request),
            [new("Content-Type", "application/x-amz-json-1.1"), new("X-Amz-Target", JsonTargets[service] + "." + action)], cancellationToken);
        using var document = JsonDocument.Parse(body.Length == 0 ? "{}" : body);
        if (status != 200)
        {
            throw new WireException(action, status, Text(document.RootElement, "__type") ?? "?", Text(document.RootElement, "Message") ?? Text(document.RootElement, "message") ?? body);
        }

        return document.RootElement.Clone();
    }

    /// <summary>The text of the first element with this local name, or null.</summary>
    public static string? Descendant(XElement element, string name) => element.Descendants().FirstOrDefault(child => child.Name.LocalName == name)?.Value;

    private static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetString() : null;

    private async Task<(int Status, string Body)> SendAsync(SigningCredentials? credentials, string service, byte[] body, WireHeader[] headers, CancellationToken cancellationToken)
    {
        var request = new WireRequest("POST", "/", "", (WireHeader[])[new("Host", endpoint.Authority), .. headers], body);
        if (credentials is not null)
        {
            request = new RequestSigner(credentials, Region, service).Sign(request, timeProvider.GetUtcNow());
        }

        using var message = new HttpRequestMessage(HttpMethod.Post, endpoint) { Content = new ByteArrayContent(body) };
        foreach (var header in request.Headers.ToArray())
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

        using var response = await http.SendAsync(message, cancellationToken);
        return ((int)response.StatusCode, Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync(cancellationToken)));
    }
}
