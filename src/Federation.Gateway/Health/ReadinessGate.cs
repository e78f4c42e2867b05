using Federation.Gateway.Jobs;

namespace Federation.Gateway.Health;

/// <summary>Until the store is open nothing but the health checks is answered.</summary>
internal sealed class ReadinessGate(RequestDelegate next, StoreStartup startup)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (startup.Problem is null || context.Request.Path.StartsWithSegments("/healthz", StringComparison.Ordinal))
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        context.Response.Headers.RetryAfter = "5";
        context.Response.ContentType = "text/plain";
        return context.Response.WriteAsync("The gateway is not ready.\n", context.RequestAborted);
    }
}
