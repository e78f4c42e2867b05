using System.Buffers;
using System.IO.Pipelines;
using Federation.Wire;
using Microsoft.AspNetCore.Http.Features;

namespace Federation.Gateway.Aws;

/// <summary>Takes a request off the server exactly as it came: signatures are computed over these bytes.</summary>
internal static class WireRequests
{
    /// <summary>IdP metadata may have ten million characters, and each may be percent-encoded.</summary>
    internal const int MostBytes = 16 * 1024 * 1024;

    /// <summary>Unsigned calls carry at most one assertion of 100,000 characters.</summary>
    internal const int MostUnsignedBytes = 512 * 1024;

    /// <summary>The request, or null where its body is larger than its kind may be.</summary>
    internal static async Task<WireRequest?> ReadAsync(HttpContext context)
    {
        var isSigned = context.Request.Headers.ContainsKey("Authorization") || context.Request.QueryString.Value?.Contains("X-Amz-Signature", StringComparison.Ordinal) == true;
        var most = isSigned ? MostBytes : MostUnsignedBytes;
        if (context.Request.ContentLength > most || await ReadBodyAsync(context.Request.BodyReader, most, context.RequestAborted) is not { } body)
        {
            return null;
        }

        var (path, query) = SplitTarget(context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget);
        return new WireRequest(context.Request.Method, path, query, Headers(context.Request.Headers), body);
    }

    private static async Task<byte[]?> ReadBodyAsync(PipeReader reader, int most, CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await reader.ReadAsync(cancellationToken);
            if (read.Buffer.Length > most)
            {
                reader.AdvanceTo(read.Buffer.End);
                return null;
            }

            if (read.IsCompleted)
            {
                var body = read.Buffer.ToArray();
                reader.AdvanceTo(read.Buffer.End);
                return body;
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static (string Path, string Query) SplitTarget(string target)
    {
        // RFC 9112 §3.2.2: the absolute form names the host too; what follows it is the path.
        if (target.Length > 0 && target[0] != '/' && Uri.TryCreate(target, UriKind.Absolute, out var absolute))
        {
            target = absolute.PathAndQuery;
        }

        var mark = target.IndexOf('?', StringComparison.Ordinal);
        return mark < 0 ? (target, string.Empty) : (target[..mark], target[(mark + 1)..]);
    }

    private static WireHeader[] Headers(IHeaderDictionary headers)
    {
        var list = new List<WireHeader>(headers.Count + 2);
        foreach (var (name, values) in headers)
        {
            foreach (var value in values)
            {
                list.Add(new WireHeader(name, value ?? string.Empty));
            }
        }

        return [.. list];
    }
}
