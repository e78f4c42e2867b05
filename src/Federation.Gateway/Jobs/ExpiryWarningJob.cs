using Federation.Model.Storage;
using Federation.Services.Calendar;

namespace Federation.Gateway.Jobs;

/// <summary>Looks once an hour at what runs out.</summary>
internal sealed partial class ExpiryWarningJob(IServiceProvider services, StoreStartup startup, TimeProvider timeProvider, ILogger<ExpiryWarningJob> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);
    private static readonly TimeSpan FirstAfter = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(FirstAfter, timeProvider);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (startup.Problem is not null)
            {
                continue;
            }

            timer.Period = Every;
            try
            {
                await services.GetRequiredService<ExpiryWarner>().RunAsync(stoppingToken);
            }
            catch (StoreUnavailableException exception)
            {
                LogFailed(exception.Message);
            }
        }
    }

    [LoggerMessage(EventId = 212, Level = LogLevel.Warning, Message = "the expiry calendar could not be read: {Reason}")]
    private partial void LogFailed(string reason);
}
