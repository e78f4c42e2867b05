using Federation.Model.Storage;
using Federation.Storage.Sql;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Federation.Storage.Sealing;

/// <summary>Reads the key ring again when the changes of any node say that it moved.</summary>
internal sealed partial class KeyRingReloader : BackgroundService
{
    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(1);
    private readonly SemaphoreSlim _changed = new(0);
    private readonly OpenedStore _store;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger<KeyRingReloader> _logger;

    public KeyRingReloader(OpenedStore store, ChangeTracker changes, TimeProvider timeProvider, ILogger<KeyRingReloader> logger)
    {
        (_store, _timeProvider, _logger) = (store, timeProvider, logger);
        changes.KeyRingChanged += () => _changed.Release();
    }

    public override void Dispose()
    {
        base.Dispose();
        _changed.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await _changed.WaitAsync(stoppingToken);
            if (!_store.IsReady)
            {
                continue;
            }

            try
            {
                await _store.ReloadKeysAsync(stoppingToken);
            }
            catch (Exception e) when (e is StoreUnavailableException or StoreInitializationException)
            {
                // The ring that is open stays in use.
                LogFailed(e.Message);
                await Task.Delay(RetryPause, _timeProvider, stoppingToken);
                _changed.Release();
            }
        }
    }

    [LoggerMessage(EventId = 3022, Level = LogLevel.Error, Message = "The key ring could not be read again: {Reason}")]
    private partial void LogFailed(string reason);
}
