using System.Net;
using Federation.Gateway.Configuration;
using OpenTelemetry.Metrics;

namespace Federation.Gateway.Health;

/// <summary>Metrics in Prometheus' text format, for this machine and for the networks that the configuration names.</summary>
internal static class MetricsEndpoint
{
    internal static void Add(IServiceCollection services) =>
        services.AddOpenTelemetry().WithMetrics(metrics => metrics
            .AddMeter("Federation.*", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime")
            .AddPrometheusExporter());

    internal static void Map(WebApplication app)
    {
        app.UseWhen(context => context.Request.Path == "/metrics", branch => branch.Use(static (context, next) =>
        {
            var options = context.RequestServices.GetRequiredService<GatewayOptions>();
            if (context.Connection.RemoteIpAddress is { } source && IsAllowed(source, options))
            {
                return next(context);
            }

            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }));
        app.MapPrometheusScrapingEndpoint("/metrics");
    }

    private static bool IsAllowed(IPAddress source, GatewayOptions options)
    {
        var address = source.IsIPv4MappedToIPv6 ? source.MapToIPv4() : source;
        return IPAddress.IsLoopback(address) || options.MetricsNetworks.Any(network => network.Contains(address));
    }
}
