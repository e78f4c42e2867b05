using Federation.Storage.Sql;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Federation.Storage.Sessions;

/// <summary>
/// Tells other nodes of a commit through Redis, so that they look at once and not at the next tick. Only a hint: what changed is read from the database, and
/// polling goes on without Redis.
/// </summary>
internal sealed partial class RedisChangeSignal : IHostedService, IDisposable
{
    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(2);
    private readonly Lazy<RedisConnection> _connection;
    private readonly ChangePoller _poller;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger<RedisChangeSignal> _logger;
    private readonly RedisChannel _channel;
    private readonly CancellationTokenSource _stopping = new();
    private volatile ISubscriber? _subscriber;
    private readonly bool _enabled;
    private Task _subscribing = Task.CompletedTask;

    public RedisChangeSignal(
        Lazy<RedisConnection> connection, ChangeTracker tracker, ChangePoller poller, TimeProvider timeProvider, IOptions<RedisOptions> options, ILogger<RedisChangeSignal> logger)
    {
        (_connection, _poller, _timeProvider, _logger) = (connection, poller, timeProvider, logger);
        _channel = new RedisKeys(options.Value.KeyPrefix).Changes();
        _enabled = !string.IsNullOrWhiteSpace(options.Value.Configuration);
        tracker.LocalChange += Publish;
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (_enabled)
        {
            _subscribing = SubscribeAsync(_stopping.Token);
        }

        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _subscribing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose() => _stopping.Dispose();

    private async Task SubscribeAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                var subscriber = await _connection.Value.SubscriberAsync(cancellationToken);
                await subscriber.SubscribeAsync(_channel, (_, _) => _poller.Nudge());
                _subscriber = subscriber;
                return;
            }
            catch (RedisException e)
            {
                LogNoSubscription(e.GetType().Name);
                await Task.Delay(RetryPause, _timeProvider, cancellationToken);
            }
        }
    }

    private void Publish(long sequence) => _subscriber?.Publish(_channel, sequence, CommandFlags.FireAndForget);

    [LoggerMessage(EventId = 3050, Level = LogLevel.Warning, Message = "Changes are not announced through Redis yet, nodes find them by polling: {Reason}")]
    private partial void LogNoSubscription(string reason);
}
