using Federation.Model.Storage;
using Federation.Services;
using Federation.Services.Traces;
using Federation.Storage.Sql;

namespace Federation.Gateway.Jobs;

/// <summary>Writes queued login traces, and removes what is too old or too much once an hour.</summary>
internal sealed partial class LoginTraceWriter(
    LoginTraceRecorder recorder, IServiceProvider services, StoreStartup startup, IHostApplicationLifetime lifetime, TimeProvider timeProvider, ILogger<LoginTraceWriter> logger)
    : BackgroundService
{
    /// <summary>Short: what gathers is written at one go, and takes the core from logins meanwhile.</summary>
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan TrimEvery = TimeSpan.FromHours(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => DiskThread.RunAsync("login traces", () => LoopAsync(stoppingToken));

    private async Task LoopAsync(CancellationToken stoppingToken)
    {
        var nextTrim = timeProvider.GetUtcNow();
        using var timer = new PeriodicTimer(Gather, timeProvider);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            // The options hold the public address, which may be known only once the server listens.
            if (startup.Problem is not null || !lifetime.ApplicationStarted.IsCancellationRequested)
            {
                continue;
            }

            try
            {
                await recorder.FlushAsync(stoppingToken);
                if (timeProvider.GetUtcNow() >= nextTrim)
                {
                    nextTrim = timeProvider.GetUtcNow() + TrimEvery;
                    var options = services.GetRequiredService<ServiceOptions>();
                    await recorder.TrimAsync(timeProvider.GetUtcNow() - options.LoginTraceLifetime, options.MostLoginTraces, stoppingToken);
                }
            }
            catch (StoreUnavailableException exception)
            {
                LogFailed(exception.Message);
            }
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (startup.Problem is null)
        {
            await recorder.FlushAsync(cancellationToken);
        }
    }

    [LoggerMessage(EventId = 210, Level = LogLevel.Warning, Message = "login traces could not be written: {Reason}")]
    private partial void LogFailed(string reason);
}
