using Federation.Gateway.Jobs;
using Federation.Storage;

namespace Federation.Gateway.Health;

/// <summary>Liveness: the process answers. Readiness: the store is open, its key-encryption key is right, database and session store answer.</summary>
internal static class HealthEndpoints
{
    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/healthz/live", () => TypedResults.Json(new { status = "live" }));
        routes.MapGet("/healthz/ready", async (StoreStartup startup, IStoreHealth health, CancellationToken cancellationToken) =>
        {
            IReadOnlyList<string> problems = startup.Problem is { } problem ? [problem] : await health.CheckAsync(cancellationToken);
            return problems.Count == 0
                ? TypedResults.Json(new { status = "ready", problems }, statusCode: StatusCodes.Status200OK)
                : TypedResults.Json(new { status = "not ready", problems }, statusCode: StatusCodes.Status503ServiceUnavailable);
        });
    }
}
