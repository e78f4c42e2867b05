using System.Buffers;
using System.IO.Pipelines;
using Federation.Gateway.Http;
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

    private static readonly WireError TooLarge = new("RequestEntityTooLarge", StatusCodes.Status413PayloadTooLarge, "Request body is too large");
    private static readonly WireError TooSlow = new("RequestTimeout", StatusCodes.Status408RequestTimeout, "The request body was not received in time");
    private static readonly WireError Busy = new("Throttling", StatusCodes.Status400BadRequest, "Rate exceeded");

    /// <summary>The request without its body.</summary>
    internal static WireRequest Head(HttpContext context)
    {
        var (path, query) = SplitTarget(context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget);
        return new WireRequest(context.Request.Method, path, query, Headers(context.Request.Headers), ReadOnlyMemory<byte>.Empty);
    }

    /// <summary>The body, or why it was not read to its end. Dispose once the answer is written.</summary>
    /// <param name="context">The request.</param>
    /// <param name="isKnown">Whether it names a key that exists.</param>
    /// <param name="large">The places for large bodies. One is taken when so much has come, whatever was announced: who sends little or nothing holds none.</param>
    internal static async Task<Body> ReadBodyAsync(HttpContext context, bool isKnown, LargeBodies large)
    {
        if (context.Request.ContentLength > (isKnown ? MostBytes : MostUnknownBytes))
        {
            return new Body { Error = TooLarge };
        }

        var reader = context.Request.BodyReader;
        if (await ReadAsync(reader, MostUnknownBytes, context.RequestAborted) is { } small)
        {
            return new Body { Bytes = small.Written, Holds = small };
        }

        return isKnown ? await ReadLargeAsync(context, reader, large) : new Body { Error = TooLarge };
    }

    private static async Task<Body> ReadLargeAsync(HttpContext context, PipeReader reader, LargeBodies large)
    {
        if (await large.EnterAsync(context.Connection.RemoteIpAddress, context.RequestAborted) is not { } place)
        {
            context.RequestAborted.ThrowIfCancellationRequested();
            return new Body { Error = Busy };
        }

        using var limit = large.BeginRead();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, context.RequestAborted);
        try
        {
            var bytes = await ReadAsync(reader, MostBytes, either.Token);
            return bytes is null ? new Body { Error = TooLarge, Place = place } : new Body { Bytes = bytes.Written, Holds = bytes, Place = place };
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !context.RequestAborted.IsCancellationRequested)
        {
            place.Dispose();
            return new Body { Error = TooSlow };
        }
        catch
        {
            place.Dispose();
            throw;
        }
    }

    /// <summary>All bytes; null, with nothing taken off the reader, where they are more than so many.</summary>
    private static async Task<PooledBytes?> ReadAsync(PipeReader reader, int most, CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await reader.ReadAsync(cancellationToken);
            if (read.Buffer.Length > most)
            {
                reader.AdvanceTo(read.Buffer.Start);
                return null;
            }

            if (read.IsCompleted)
            {
                var body = new PooledBytes((int)read.Buffer.Length);
                foreach (var segment in read.Buffer)
                {
                    body.Write(segment.Span);
                }

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

    /// <summary>A body with its place among the large ones, or why there is none.</summary>
    internal readonly record struct Body : IDisposable
    {
        /// <summary>Gone with <see cref="Dispose"/>.</summary>
        internal ReadOnlyMemory<byte>? Bytes { get; init; }

        internal WireError? Error { get; init; }

        internal IDisposable? Holds { get; init; }

        internal IDisposable? Place { get; init; }

        public void Dispose()
        {
            Holds?.Dispose();
            Place?.Dispose();
        }
    }
}
