using System.Globalization;
using System.Net;
using System.Text;
using Federation.Wire;
using Federation.Wire.SigV4;

namespace Federation.HttpBench;

/// <summary>Makes requests as the bytes that go over the connection.</summary>
internal static class HttpRequests
{
    private const string Form = "application/x-www-form-urlencoded; charset=utf-8";

    public static byte[] Get(IPEndPoint address, string path) => Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: {address}\r\n\r\n");

    /// <summary>A form without a signature.</summary>
    public static byte[] Post(IPEndPoint address, string path, string body) => Bytes(new WireRequest("POST", path, string.Empty, HeadersOf(address, Form), Encoding.UTF8.GetBytes(body)));

    /// <summary>A call of the query protocol, signed by AWS's header form.</summary>
    public static byte[] Query(IPEndPoint address, SigningCredentials credentials, string service, string body) =>
        Signed(credentials, service, new WireRequest("POST", "/", string.Empty, HeadersOf(address, Form), Encoding.UTF8.GetBytes(body)));

    /// <summary>A call of the JSON 1.1 protocol.</summary>
    public static byte[] Json(IPEndPoint address, SigningCredentials credentials, string service, string target, string body) => Signed(
        credentials, service, new WireRequest("POST", "/", string.Empty, (WireHeader[])[.. HeadersOf(address, "application/x-amz-json-1.1"), new("X-Amz-Target", target)], Encoding.UTF8.GetBytes(body)));

    private static byte[] Signed(SigningCredentials credentials, string service, WireRequest request) =>
        Bytes(new RequestSigner(credentials, "us-east-1", service).Sign(request, TimeProvider.System.GetUtcNow()));

    private static WireHeader[] HeadersOf(IPEndPoint address, string contentType) =>
        [new("Host", address.ToString()), new("User-Agent", "aws-cli/2.9.19 Python/3.11.2 Linux/6.1 exe/x86_64 prompt/off command/sts"), new("Content-Type", contentType), new("Accept-Encoding", "identity")];

    private static byte[] Bytes(WireRequest request)
    {
        var head = new StringBuilder().Append(request.Method).Append(' ').Append(request.Path).Append(" HTTP/1.1\r\n");
        foreach (var header in request.Headers.Span)
        {
            head.Append(header.Name).Append(": ").Append(header.Value).Append("\r\n");
        }

        head.Append(CultureInfo.InvariantCulture, $"Content-Length: {request.Body.Length}\r\n\r\n");
        return [.. Encoding.ASCII.GetBytes(head.ToString()), .. request.Body.Span];
    }
}
