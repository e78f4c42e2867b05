using System.Buffers;
using System.IO.Pipelines;
using Federation.Wire;
using Microsoft.AspNetCore.Http.Features;

namespace Federation.Gateway.Aws;

/// <summary>Takes requests off the server exactly as they came: signatures are computed over these bytes.</summary>
internal static class WireRequests
{
    /// <summary>IdP metadata may have ten million characters, and some of them percent-encoded.</summary>
    internal const int MostBytes = 16 * 1024 * 1024;

    /// <summary>Calls without a known key carry at most one assertion of 100,000 characters.</summary>
    internal const int MostUnknownBytes = 512 * 1024;

    /// <summary>How many bodies above <see cref="MostUnknownBytes"/> are in memory at once.</summary>
    private static readonly SemaphoreSlim Large = new(4, 4);

    /// <summary>The request without its body.</summary>
    internal static WireRequest Head(HttpContext context)
    {
        var (path, query) = SplitTarget(context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget);
        return new WireRequest(context.Request.Method, path, query, Headers(context.Request.Headers), ReadOnlyMemory<byte>.Empty);
    }

    /// <summary>The body; without bytes where it is larger than it may be. Dispose once the answer is written.</summary>
    /// <param name="context">The request.</param>
    /// <param name="isKnown">Whether it names a key that exists.</param>
    internal static async Task<Body> ReadBodyAsync(HttpContext context, bool isKnown)
    {
        var most = isKnown ? MostBytes : MostUnknownBytes;
        if (context.Request.ContentLength > most)
        {
            return default;
        }

        var isLarge = isKnown && context.Request.ContentLength is null or > MostUnknownBytes;
        if (isLarge)
        {
            await Large.WaitAsync(context.RequestAborted);
        }

        var lease = new Body { Bytes = null, Slot = isLarge ? Large : null };
        try
        {
            return lease with { Bytes = await ReadAsync(context.Request.BodyReader, most, context.RequestAborted) };
        }
        catch
        {
            lease.Dispose();
            throw;
        }
    }

    private static async Task<byte[]?> ReadAsync(PipeReader reader, int most, CancellationToken cancellationToken)
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

    /// <summary>A body and its place among the large ones.</summary>
    internal readonly record struct Body : IDisposable
    {
        internal byte[]? Bytes { get; init; }

        internal SemaphoreSlim? Slot { get; init; }

        public void Dispose() => Slot?.Release();
    }
}
