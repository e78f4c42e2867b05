using System.Data.Common;
using Federation.Model.Storage;
using Federation.Storage.Sql;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Federation.Storage.Housekeeping;

/// <summary>Does for the files of the database what has to be done, as soon as there is something.</summary>
internal sealed partial class FileMaintenance(ConnectionSource connections, TimeProvider timeProvider, ILogger<FileMaintenance> logger) : BackgroundService
{
    /// <summary>Between two rounds: while much is written, each takes what came together meanwhile.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(50);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => DiskThread.RunAsync("file maintenance", () => LoopAsync(stoppingToken));

    private async Task LoopAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await connections.MaintenanceIsDueAsync(stoppingToken);
            try
            {
                await connections.MaintainAsync(stoppingToken);
            }
            catch (Exception e) when (e is StoreUnavailableException or DbException)
            {
                // The log only grows; the next transaction that is counted asks again.
                LogFailed(e.Message);
            }

            await Task.Delay(Rest, timeProvider, stoppingToken);
        }
    }

    [LoggerMessage(EventId = 3041, Level = LogLevel.Warning, Message = "The database's files could not be maintained: {Reason}")]
    private partial void LogFailed(string reason);
}
