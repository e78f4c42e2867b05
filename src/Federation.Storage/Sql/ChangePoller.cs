using Federation.Model.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Federation.Storage.Sql;

/// <summary>Looks for the changes of other nodes: at a steady pace, and at once when told to.</summary>
internal sealed partial class ChangePoller(
    Database database, ChangeTracker tracker, TimeProvider timeProvider, IOptions<StorageOptions> options, ILogger<ChangePoller> logger) : BackgroundService
{
    private readonly SemaphoreSlim _nudge = new(0, 1);
    private readonly SemaphoreSlim _onePoll = new(1, 1);

    /// <summary>Asks for a poll now.</summary>
    public void Nudge()
    {
        try
        {
            _nudge.Release();
        }
        catch (SemaphoreFullException)
        {
            // A poll is asked for already.
            return;
        }
    }

    /// <summary>One look at the table of changes.</summary>
    public async Task PollAsync(CancellationToken cancellationToken)
    {
        await _onePoll.WaitAsync(cancellationToken);
        try
        {
            var startedAt = timeProvider.GetTimestamp();
            await using var unit = await database.OpenReadAsync(cancellationToken);
            var rows = await unit.Session.ListAsync<ChangeRow>(ChangeSql.Since, new { sequence = tracker.PolledSequence }, cancellationToken);
            tracker.Polled(rows.Select(row => (row.Scope, row.LastSequence)), startedAt);
        }
        finally
        {
            _onePoll.Release();
        }
    }

    public override void Dispose()
    {
        base.Dispose();
        _nudge.Dispose();
        _onePoll.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.ChangePollInterval, timeProvider);
        var tick = timer.WaitForNextTickAsync(stoppingToken).AsTask();
        var nudge = _nudge.WaitAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            var first = await Task.WhenAny(tick, nudge);
            if (stoppingToken.IsCancellationRequested)
            {
                return;
            }

            (tick, nudge) = first == tick ? (timer.WaitForNextTickAsync(stoppingToken).AsTask(), nudge) : (tick, _nudge.WaitAsync(stoppingToken));
            try
            {
                await PollAsync(stoppingToken);
            }
            catch (StoreUnavailableException e)
            {
                // The tracker trusts nothing once this lasts too long; the next tick tries again.
                LogPollFailed(e.Message);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    [LoggerMessage(EventId = 3001, Level = LogLevel.Warning, Message = "Changes of other nodes could not be looked for: {Reason}")]
    private partial void LogPollFailed(string reason);

    private sealed class ChangeRow
    {
        public required string Scope { get; init; }

        public required long LastSequence { get; init; }
    }
}
