using Federation.Model.Storage;
using Federation.Services.ProviderSettings;

namespace Federation.Gateway.Jobs;

/// <summary>Fetches the metadata that is due. A host that is down changes nothing here: the last good copy stays in force.</summary>
internal sealed partial class MetadataRefreshJob(
    IServiceProvider services, StoreStartup startup, IHostApplicationLifetime lifetime, TimeProvider timeProvider, ILogger<MetadataRefreshJob> logger) : BackgroundService
{
    private const int AtOnce = 50;
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, timeProvider);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            // The refresher's options hold the public address, which may be known only once the server listens.
            if (startup.Problem is not null || !lifetime.ApplicationStarted.IsCancellationRequested)
            {
                continue;
            }

            try
            {
                await services.GetRequiredService<SamlMetadataRefresher>().RefreshDueAsync(AtOnce, stoppingToken);
            }
            catch (StoreUnavailableException exception)
            {
                LogFailed(exception.Message);
            }
        }
    }

    [LoggerMessage(EventId = 211, Level = LogLevel.Warning, Message = "metadata could not be refreshed: {Reason}")]
    private partial void LogFailed(string reason);
}
