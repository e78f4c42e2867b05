using System.Text;

using Federation.Wire;

namespace Federation.UnitTests.Wire;

/// <summary>Reads a request from its text, as the signature suites write them, and makes changed copies.</summary>
internal static class RawRequest
{
    public static WireRequest Parse(string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        var firstBlank = lines[0].IndexOf(' ', StringComparison.Ordinal);
        var lastBlank = lines[0].LastIndexOf(" HTTP/", StringComparison.Ordinal);
        var target = lines[0][(firstBlank + 1)..lastBlank];
        var mark = target.IndexOf('?', StringComparison.Ordinal);
        var headers = new List<WireHeader>();
        var at = 1;
        for (; at < lines.Length && lines[at].Length > 0; at++)
        {
            if (lines[at][0] is ' ' or '\t')
            {
                headers[^1] = headers[^1] with { Value = headers[^1].Value + "\n" + lines[at] };
                continue;
            }

            var colon = lines[at].IndexOf(':', StringComparison.Ordinal);
            headers.Add(new WireHeader(lines[at][..colon], lines[at][(colon + 1)..]));
        }

        var body = at + 1 < lines.Length ? string.Join('\n', lines[(at + 1)..]) : string.Empty;
        return new WireRequest(
            lines[0][..firstBlank],
            mark < 0 ? target : target[..mark],
            mark < 0 ? string.Empty : target[(mark + 1)..],
            headers.ToArray(),
            Encoding.UTF8.GetBytes(body));
    }

    public static WireRequest With(
        this WireRequest request, string? method = null, string? path = null, string? query = null, IEnumerable<WireHeader>? headers = null, byte[]? body = null) =>
        new(method ?? request.Method, path ?? request.Path, query ?? request.Query, headers?.ToArray() ?? request.Headers, body ?? request.Body);

    public static WireRequest WithHeader(this WireRequest request, string name, string value) =>
        request.With(headers: [.. request.Headers.ToArray(), new WireHeader(name, value)]);

    public static WireRequest WithoutHeader(this WireRequest request, string name) =>
        request.With(headers: request.Headers.ToArray().Where(header => !header.Name.Equals(name, StringComparison.OrdinalIgnoreCase)));

    public static WireRequest ReplaceHeader(this WireRequest request, string name, Func<string, string> change) =>
        request.With(headers: request.Headers.ToArray()
            .Select(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase) ? header with { Value = change(header.Value) } : header));
}
