using System.Net;
using Federation.Model.Audit;
using Federation.Services.Pipeline;
using Microsoft.AspNetCore.Connections.Features;

namespace Federation.Gateway.Http;

/// <summary>Makes the pipeline's view of a request, once per request.</summary>
internal static class RequestInfos
{
    private const int LongestUserAgent = 256;
    private static readonly object Key = new();

    /// <summary>The view of this request; the same one each time.</summary>
    internal static RequestInfo InfoOf(HttpContext context, TimeProvider timeProvider)
    {
        if (context.Items.TryGetValue(Key, out var known))
        {
            return (RequestInfo)known!;
        }

        var now = timeProvider.GetUtcNow();
        var agent = context.Request.Headers.UserAgent.ToString();
        var info = new RequestInfo
        {
            RequestId = EventIds.Create(now),
            ReceivedAt = now,
            SourceAddress = context.Connection.RemoteIpAddress ?? IPAddress.None,
            UserAgent = agent.Length <= LongestUserAgent ? agent : agent[..LongestUserAgent],
            IsSecure = context.Request.IsHttps,
            TlsVersion = context.Features.Get<ITlsHandshakeFeature>()?.Protocol.ToString(),
            Host = context.Request.Host.Value ?? string.Empty,
        };
        context.Items[Key] = info;
        return info;
    }
}
