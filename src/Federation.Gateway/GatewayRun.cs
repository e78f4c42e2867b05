namespace Federation.Gateway;

/// <summary>Runs a gateway to its end.</summary>
public static class GatewayRun
{
    /// <summary>
    /// Runs until the host stops. 0: somebody stopped it; 1: one of its background services failed and took it down, so that whatever watches over the process starts it
    /// again. The host has logged the failure.
    /// </summary>
    public static async Task<int> RunAsync(WebApplication app, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(app);
        var jobs = app.Services.GetServices<IHostedService>().OfType<BackgroundService>().ToArray();
        try
        {
            await app.RunAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (HasFailed(jobs))
        {
            // It failed before the server listened: the host gives up its own start.
            return 1;
        }

        return HasFailed(jobs) ? 1 : 0;
    }

    private static bool HasFailed(BackgroundService[] jobs) => jobs.Any(job => job.ExecuteTask is { IsFaulted: true });
}
