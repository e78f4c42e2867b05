using Federation.Gateway.Configuration;
using Federation.Model.Storage;
using Federation.Storage;
using Federation.Storage.Bootstrap;

namespace Federation.Gateway.Jobs;

/// <summary>
/// Opens the store and makes the first account. Runs before the server listens; a store that cannot be opened yet is tried again, and until then the gateway is
/// alive, not ready, and refuses everything.
/// </summary>
public sealed partial class StoreStartup(
    IStoreInitializer initializer, Bootstrapper bootstrapper, GatewayOptions options, TimeProvider timeProvider, ILogger<StoreStartup> logger) : BackgroundService
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);
    private volatile string? _problem = "the store is being opened";

    /// <summary>Why the gateway is not ready; null once it is.</summary>
    public string? Problem => _problem;

    /// <inheritdoc/>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await TryOpenAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (_problem is not null)
        {
            await Task.Delay(RetryAfter, timeProvider, stoppingToken);
            await TryOpenAsync(stoppingToken);
        }
    }

    private async Task TryOpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            await initializer.InitializeAsync(cancellationToken);
            await BootstrapAsync(cancellationToken);
            _problem = null;
        }
        catch (StoreInitializationException exception) when (!exception.RefusesStart)
        {
            _problem = exception.Message;
            LogNotReady(exception.Message);
        }
        catch (StoreUnavailableException exception)
        {
            _problem = exception.Message;
            LogNotReady(exception.Message);
        }
    }

    private async Task BootstrapAsync(CancellationToken cancellationToken)
    {
        if (await bootstrapper.IsDoneAsync(cancellationToken))
        {
            return;
        }

        var isGenerated = options.BootstrapRootSecretAccessKey is null;
        if (options.UsesSqlServer && (isGenerated || options.BootstrapAccountId is null))
        {
            throw new StoreInitializationException(
                $"the store is empty: run `fed init`, or set {GatewayConfiguration.BootstrapAccountId}, {GatewayConfiguration.BootstrapRootAccessKeyId} and {GatewayConfiguration.BootstrapRootSecretAccessKey}");
        }

        var values = new BootstrapValues(options.BootstrapAccountId, options.BootstrapRootAccessKeyId, options.BootstrapRootSecretAccessKey);
        string? path = null;
        var made = await bootstrapper.RunAsync(
            values,
            async result => path = isGenerated ? await RootCredentialsFile.WriteAsync(options.DataDirectory, result.AccountId, result.AccessKeyId, result.SecretAccessKey, cancellationToken) : null,
            cancellationToken);
        if (made is not null && path is not null)
        {
            // Standard output names the file; the credentials themselves are written nowhere else.
            await Console.Out.WriteLineAsync($"Root credentials of account {made.AccountId} are in {path}");
        }
    }

    [LoggerMessage(EventId = 200, Level = LogLevel.Error, Message = "the gateway is not ready: {Problem}")]
    private partial void LogNotReady(string problem);
}
