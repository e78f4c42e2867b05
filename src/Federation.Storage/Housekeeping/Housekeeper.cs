using Federation.Model.Sessions;
using Federation.Model.Storage;
using Federation.Storage.Sql;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Federation.Storage.Housekeeping;

/// <summary>Removes what has expired, in small steps so that no writer waits long for its turn. Every reader checks expiry itself: nothing depends on this.</summary>
internal sealed partial class Housekeeper(
    Database database, ISessionStore sessions, IStoreInitializer store, TimeProvider timeProvider, IOptions<StorageOptions> options, ILogger<Housekeeper> logger)
    : BackgroundService
{
    private const int Step = 500;
    private const int StepsPerRun = 200;

    /// <summary>AWS: last accessed information covers 400 days.</summary>
    private static readonly TimeSpan AccessesKept = TimeSpan.FromDays(400);

    /// <summary>One round.</summary>
    public async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        var now = timeProvider.GetUtcNow();
        await RepeatAsync(() => sessions.RemoveExpiredAsync(Step, cancellationToken));
        await RepeatAsync(() => WriteAsync(unit => unit.OneTimeUses.RemoveExpiredAsync(now, Step, cancellationToken), cancellationToken));
        await WriteAsync(unit => unit.Revocations.RemoveExpiredAsync(now, cancellationToken), cancellationToken);
        await WriteAsync(unit => unit.Keys.RemoveExpiredAsync(now, cancellationToken), cancellationToken);
        await RepeatAsync(() => WriteAsync(unit => unit.ReportJobs.RemoveExpiredAsync(now, Step, cancellationToken), cancellationToken));
        await RepeatAsync(() => WriteAsync(unit => unit.LastAccesses.RemoveExpiredAsync(now - AccessesKept, Step, cancellationToken), cancellationToken));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.HousekeepingInterval, timeProvider);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (!store.IsReady)
            {
                continue;
            }

            try
            {
                await RunOnceAsync(stoppingToken);
            }
            catch (StoreUnavailableException e)
            {
                LogFailed(e.Message);
            }
        }
    }

    private static async Task RepeatAsync(Func<Task<int>> step)
    {
        for (var i = 0; i < StepsPerRun && await step() > 0; i++)
        {
            // Each step gives the writer's turn back.
        }
    }

    private async Task<int> WriteAsync(Func<UnitOfWork, Task<int>> remove, CancellationToken cancellationToken)
    {
        await using var unit = await database.OpenWriteAsync(Durability.Full, cancellationToken);
        var removed = await remove(unit);
        if (removed > 0)
        {
            await unit.CommitAsync(cancellationToken);
        }

        return removed;
    }

    [LoggerMessage(EventId = 3040, Level = LogLevel.Warning, Message = "Expired rows could not be removed: {Reason}")]
    private partial void LogFailed(string reason);
}
