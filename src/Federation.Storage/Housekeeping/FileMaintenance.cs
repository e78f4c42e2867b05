using System.Data.Common;
using Federation.Model.Storage;
using Federation.Storage.Sql;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Federation.Storage.Housekeeping;

/// <summary>Looks a few times a second whether the files of the database need something done.</summary>
internal sealed partial class FileMaintenance(ConnectionSource connections, IStoreInitializer store, TimeProvider timeProvider, ILogger<FileMaintenance> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => DiskThread.RunAsync("file maintenance", () => LoopAsync(stoppingToken));

    private async Task LoopAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, timeProvider);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (!store.IsReady)
            {
                continue;
            }

            try
            {
                await connections.MaintainAsync(stoppingToken);
            }
            catch (Exception e) when (e is StoreUnavailableException or DbException)
            {
                // The log only grows; the next round tries again.
                LogFailed(e.Message);
            }
        }
    }

    [LoggerMessage(EventId = 3041, Level = LogLevel.Warning, Message = "The database's files could not be maintained: {Reason}")]
    private partial void LogFailed(string reason);
}
