using Federation.Gateway.Http;
using Federation.Gateway.Jobs;

namespace Federation.Gateway.Health;

/// <summary>Until the store is open nothing is answered but the health checks and the assets of the page that says so.</summary>
internal sealed class ReadinessGate(RequestDelegate next, StoreStartup startup)
{
    // The health checks, and what the page about this needs.
    private static readonly PathString[] Open = ["/healthz", "/css", "/js", "/img"];

    public Task InvokeAsync(HttpContext context)
    {
        if (startup.Problem is null || Open.Any(path => context.Request.Path.StartsWithSegments(path, StringComparison.Ordinal)))
        {
            return next(context);
        }

        context.Response.Headers.RetryAfter = "5";
        return HtmlAnswers.RefuseAsync(context, StatusCodes.Status503ServiceUnavailable, "The gateway is not ready.");
    }
}
