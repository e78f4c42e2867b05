using System.Net;
using Federation.Gateway.Jobs;
using Federation.Storage;

namespace Federation.Gateway.Health;

/// <summary>Liveness: the process answers. Readiness: the store is open, its key-encryption key is right, database and session store answer.</summary>
internal static class HealthEndpoints
{
    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/healthz/live", () => TypedResults.Json(new { status = "live" }));
        routes.MapGet("/healthz/ready", async (HttpContext context, StoreStartup startup, IStoreHealth health) =>
        {
            IReadOnlyList<string> problems = startup.Problem is { } problem ? [problem] : await health.CheckAsync(context.RequestAborted);
            // What is wrong is for this machine's administrators; the log says it too.
            var isLocal = context.Connection.RemoteIpAddress is { } source && IPAddress.IsLoopback(source);
            return TypedResults.Json(
                new { status = problems.Count == 0 ? "ready" : "not ready", problems = isLocal ? problems : [] },
                statusCode: problems.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
        });
    }
}
