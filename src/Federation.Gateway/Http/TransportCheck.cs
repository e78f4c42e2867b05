using System.Net;

namespace Federation.Gateway.Http;

/// <summary>Plain http counts on loopback addresses only; from elsewhere TLS, or a trusted proxy that says it spoke TLS (the middleware before has set the scheme then).</summary>
internal sealed class TransportCheck(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        var local = context.Connection.LocalIpAddress;
        if (context.Request.IsHttps || local is null || IPAddress.IsLoopback(local) || context.Request.Path.StartsWithSegments("/healthz", StringComparison.Ordinal))
        {
            return next(context);
        }

        return HtmlAnswers.RefuseAsync(context, StatusCodes.Status403Forbidden, "Use https.");
    }
}
