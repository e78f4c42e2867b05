using Federation.Model.Storage;
using Federation.Services.Credentials;
using Federation.Storage.Sql;

namespace Federation.Gateway.Jobs;

/// <summary>Writes every few seconds when keys and roles were last used.</summary>
internal sealed partial class CredentialUseWriter(CredentialUses uses, StoreStartup startup, IHostApplicationLifetime lifetime, TimeProvider timeProvider, ILogger<CredentialUseWriter> logger)
    : BackgroundService
{
    private static readonly TimeSpan Gather = TimeSpan.FromSeconds(2);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => DiskThread.RunAsync("last uses", () => LoopAsync(stoppingToken));

    private async Task LoopAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Gather, timeProvider);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (startup.Problem is null && lifetime.ApplicationStarted.IsCancellationRequested)
            {
                await WriteAsync(isLast: false, stoppingToken);
            }
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (startup.Problem is null)
        {
            await WriteAsync(isLast: true, cancellationToken);
        }
    }

    private async Task WriteAsync(bool isLast, CancellationToken cancellationToken)
    {
        try
        {
            await uses.FlushAsync(isLast, cancellationToken);
        }
        catch (StoreUnavailableException exception)
        {
            LogFailed(exception.Message);
        }
    }

    [LoggerMessage(EventId = 220, Level = LogLevel.Warning, Message = "last uses of credentials could not be written and are kept: {Reason}")]
    private partial void LogFailed(string reason);
}
