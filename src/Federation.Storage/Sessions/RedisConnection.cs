using Federation.Model.Storage;
using Microsoft.Extensions.Options;
using StackExchange.Redis;
using IDatabase = StackExchange.Redis.IDatabase;

namespace Federation.Storage.Sessions;

/// <summary>The one multiplexer of this node. It reconnects by itself; a command that gets no answer in time says that the store is unavailable.</summary>
internal sealed class RedisConnection : IAsyncDisposable
{
    private readonly SemaphoreSlim _connecting = new(1, 1);
    private readonly ConfigurationOptions _configuration;
    private volatile ConnectionMultiplexer? _multiplexer;

    public RedisConnection(IOptions<RedisOptions> options)
    {
        var timeout = (int)options.Value.Timeout.TotalMilliseconds;
        try
        {
            _configuration = ConfigurationOptions.Parse(options.Value.Configuration ?? string.Empty);
        }
        catch (ArgumentException e)
        {
            throw new StoreInitializationException("the configuration string of Redis cannot be read", e);
        }

        if (_configuration.EndPoints.Count == 0)
        {
            throw new StoreInitializationException("the configuration string of Redis names no server");
        }

        // A command fails at once while there is no connection: sign-ins are refused, not piled up.
        _configuration.AbortOnConnectFail = false;
        _configuration.BacklogPolicy = BacklogPolicy.FailFast;
        _configuration.ConnectTimeout = timeout;
        _configuration.AsyncTimeout = timeout;
        _configuration.SyncTimeout = timeout;
        _configuration.IncludeDetailInExceptions = false;
    }

    /// <summary>Runs commands, and turns every failure to reach Redis into the one exception that callers know.</summary>
    public async Task<T> RunAsync<T>(Func<IDatabase, Task<T>> commands, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            var multiplexer = _multiplexer ?? await ConnectAsync(cancellationToken);
            return await commands(multiplexer.GetDatabase());
        }
        catch (Exception e) when (e is RedisException or RedisTimeoutException or ObjectDisposedException)
        {
            throw new StoreUnavailableException("the Redis session store cannot be used", e);
        }
    }

    /// <summary>The channels of the server, for messages between nodes.</summary>
    public async Task<ISubscriber> SubscriberAsync(CancellationToken cancellationToken) =>
        (_multiplexer ?? await ConnectAsync(cancellationToken)).GetSubscriber();

    public async ValueTask DisposeAsync()
    {
        if (_multiplexer is { } multiplexer)
        {
            await multiplexer.DisposeAsync();
        }

        _connecting.Dispose();
    }

    private async Task<ConnectionMultiplexer> ConnectAsync(CancellationToken cancellationToken)
    {
        await _connecting.WaitAsync(cancellationToken);
        try
        {
            return _multiplexer ??= await ConnectionMultiplexer.ConnectAsync(_configuration);
        }
        finally
        {
            _connecting.Release();
        }
    }
}
