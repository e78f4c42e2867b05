using Federation.Model.Storage;
using Federation.Services.UserSignIns;

namespace Federation.Gateway.Jobs;

/// <summary>Writes once a minute, and at the end, how many refused sign-ins have no record of their own.</summary>
internal sealed partial class SignInRefusalWriter(
    UserSignInAudit audit, StoreStartup startup, IHostApplicationLifetime lifetime, TimeProvider timeProvider, ILogger<SignInRefusalWriter> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, timeProvider);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (startup.Problem is null && lifetime.ApplicationStarted.IsCancellationRequested)
            {
                await WriteAsync(isLast: false);
            }
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (startup.Problem is null)
        {
            await WriteAsync(isLast: true);
        }
    }

    private async Task WriteAsync(bool isLast)
    {
        try
        {
            await audit.FlushAsync(isLast);
        }
        catch (StoreUnavailableException exception)
        {
            LogFailed(exception.Message);
        }
    }

    [LoggerMessage(EventId = 230, Level = LogLevel.Warning, Message = "refused sign-ins that were only counted could not be written: {Reason}")]
    private partial void LogFailed(string reason);
}
