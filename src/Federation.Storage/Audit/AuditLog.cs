using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using Federation.Model.Audit;
using Federation.Model.Sessions;
using Federation.Model.Storage;
using Federation.Storage.Sql;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Federation.Storage.Audit;

/// <summary>
/// One loop writes what all callers append: whatever waits when a transaction ends goes into the next one together. A caller that must know waits for its
/// transaction; a record that nobody waits for is kept until it is written, and a full queue holds up whoever makes more.
/// </summary>
internal sealed partial class AuditLog : IAuditLog, IHostedService, IDisposable
{
    private const int TransientAttempts = 4;

    /// <summary>From the beginning of one transaction to that of the next, at least.</summary>
    private static readonly TimeSpan Apart = TimeSpan.FromMilliseconds(1);

    /// <summary>Where more than so many wait after that, calls come so fast that they share a commit for once that time again.</summary>
    private const int Crowd = 18;

    private readonly Channel<AuditEntry> _queue;
    private readonly AuditBatchWriter _writer;
    private readonly AuditOptions _options;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger<AuditLog> _logger;
    private readonly CancellationTokenSource _abandoned = new();
    private readonly Task _loop;

    /// <summary>How records that nobody waits for wait for company; null while none does.</summary>
    private volatile Company? _company;

    public AuditLog(AuditBatchWriter writer, IOptions<AuditOptions> options, TimeProvider timeProvider, ILogger<AuditLog> logger)
    {
        (_writer, _options, _timeProvider, _logger) = (writer, options.Value, timeProvider, logger);
        _queue = Channel.CreateBounded<AuditEntry>(new BoundedChannelOptions(_options.QueueCapacity)
        {
            FullMode = BoundedChannelFullMode.Wait,
            SingleReader = true,
            AllowSynchronousContinuations = false,
        });
        _loop = DiskThread.RunAsync("audit trail", RunAsync);
    }

    public async Task<AppendOutcome> AppendDurableAsync(
        IReadOnlyList<AuditRecord> records, IReadOnlyList<OneTimeUse> uses, CancellationToken cancellationToken)
    {
        var completion = new TaskCompletionSource<AppendOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
        await QueueAsync(new AuditEntry(records, uses, completion, _timeProvider.GetTimestamp()), cancellationToken);

        // A caller that gives up does not take its entry back: the record may be written, and the credential stays here.
        return await completion.Task.WaitAsync(cancellationToken);
    }

    public ValueTask EnqueueAsync(AuditRecord record, CancellationToken cancellationToken) =>
        QueueAsync(new AuditEntry([record], [], null, _timeProvider.GetTimestamp()), cancellationToken);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Takes no more and writes what waits, for as long as the host gives time.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _queue.Writer.TryComplete();
        _company?.Come();
        try
        {
            await _loop.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            LogAbandoned(_queue.Reader.Count);
            await _abandoned.CancelAsync();
            throw;
        }
    }

    public void Dispose()
    {
        _queue.Writer.TryComplete();
        _company?.Come();
        _abandoned.Dispose();
    }

    private async ValueTask QueueAsync(AuditEntry entry, CancellationToken cancellationToken)
    {
        try
        {
            await _queue.Writer.WriteAsync(entry, cancellationToken);
        }
        catch (ChannelClosedException e)
        {
            throw new StoreUnavailableException("the audit trail is closed", e);
        }

        // A record that nobody waits for does not wake the loop: there may be thousands in a second, and they are written together.
        Interlocked.MemoryBarrier();
        if (_company is { } company && (entry.IsDurable || _queue.Reader.Count >= company.Room))
        {
            company.Come();
        }
    }

    private async Task RunAsync()
    {
        var batch = new List<AuditEntry>(_options.BatchSize);
        var begun = 0L;
        while (batch.Count > 0 || await _queue.Reader.WaitToReadAsync())
        {
            // Under load a commit for each two or three callers would cost more than their calls; who comes alone does not wait.
            if (Stopwatch.GetElapsedTime(begun) < Apart)
            {
                DiskThread.Rest(Apart);
                if (_queue.Reader.Count > Crowd)
                {
                    DiskThread.Rest(Apart);
                }
            }

            begun = Stopwatch.GetTimestamp();
            await FillAsync(batch);
            await WriteAsync(batch);
        }
    }

    /// <summary>Takes what waits; without an entry that somebody waits for, it gives others a moment to join.</summary>
    private async Task FillAsync(List<AuditEntry> batch)
    {
        var durable = batch.Exists(static entry => entry.IsDurable);
        while (true)
        {
            while (batch.Count < _options.BatchSize && _queue.Reader.TryRead(out var entry))
            {
                batch.Add(entry);
                durable |= entry.IsDurable;
            }

            var left = batch.Count == 0 ? _options.FlushInterval : _options.FlushInterval - _timeProvider.GetElapsedTime(batch[0].QueuedAt);
            if (durable || batch.Count >= _options.BatchSize || left <= TimeSpan.Zero || _queue.Reader.Completion.IsCompleted)
            {
                return;
            }

            await WaitForCompanyAsync(batch.Count, left);
        }
    }

    /// <summary>Until somebody waits for an entry, or there are as many as one transaction takes, or the time is up.</summary>
    private async Task WaitForCompanyAsync(int taken, TimeSpan most)
    {
        var company = new Company(Math.Min(_options.BatchSize - taken, _options.QueueCapacity));
        _company = company;

        // Each side says what it did before it looks at what the other does: of two that meet, one at least sees the other.
        Interlocked.MemoryBarrier();
        if (!_queue.Reader.TryPeek(out _) && !_queue.Reader.Completion.IsCompleted)
        {
            await using var timer = _timeProvider.CreateTimer(static state => ((Company)state!).Come(), company, most, Timeout.InfiniteTimeSpan);
            await company.Came;
        }

        _company = null;
    }

    /// <summary>Writes the batch and leaves in it what has to be tried again.</summary>
    [SuppressMessage("Design", "CA1031", Justification = "Whatever goes wrong with one entry is told to its caller and logged; the loop lives on for the others.")]
    private async Task WriteAsync(List<AuditEntry> batch)
    {
        try
        {
            Answer(batch, await WriteWithRetriesAsync(batch));
            batch.Clear();
        }
        catch (StoreUnavailableException e)
        {
            LogUnavailable(e.Message, batch.Count);
            Fail(batch, e);
            batch.RemoveAll(static entry => entry.IsDurable);
            await PauseAsync(batch.Count);
        }
        catch (Exception) when (batch.Count > 1)
        {
            // One entry cannot be written as it is: it must not take the others with it.
            var entries = batch.ToArray();
            batch.Clear();
            foreach (var entry in entries)
            {
                var single = new List<AuditEntry>(1) { entry };
                await WriteAsync(single);
                batch.AddRange(single);
            }
        }
        catch (Exception e)
        {
            foreach (var record in batch.SelectMany(static entry => entry.Records))
            {
                LogRefused(e, record.EventId, record.EventSource, record.EventName, record.AccountId.Value);
            }

            Fail(batch, e);
            batch.Clear();
        }
    }

    private async Task<IReadOnlyList<AppendOutcome>> WriteWithRetriesAsync(List<AuditEntry> batch)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await _writer.WriteAsync(batch, CancellationToken.None);
            }
            catch (StoreUnavailableException e) when (e.IsTransient && attempt < TransientAttempts)
            {
                LogRetry(e.Message);
            }
        }
    }

    /// <summary>While callers wait there is no pause: each of them learns at once how the store is.</summary>
    private async Task PauseAsync(int kept)
    {
        if (kept == 0)
        {
            return;
        }

        if (kept < _options.BatchSize && !_queue.Reader.Completion.IsCompleted)
        {
            await WaitForCompanyAsync(kept, _options.RetryPause);
        }
        else
        {
            await Task.Delay(_options.RetryPause, _timeProvider, _abandoned.Token);
        }
    }

    private static void Answer(List<AuditEntry> batch, IReadOnlyList<AppendOutcome> outcomes)
    {
        for (var i = 0; i < batch.Count; i++)
        {
            batch[i].Completion?.TrySetResult(outcomes[i]);
        }
    }

    private static void Fail(List<AuditEntry> batch, Exception exception)
    {
        var failure = exception as StoreUnavailableException ?? new StoreUnavailableException("the audit record could not be written", exception);
        foreach (var entry in batch)
        {
            entry.Completion?.TrySetException(failure);
        }
    }

    /// <param name="room">Of so many more the transaction is full.</param>
    private sealed class Company(int room)
    {
        private readonly TaskCompletionSource _came = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Room => room;

        public Task Came => _came.Task;

        public void Come() => _came.TrySetResult();
    }

    [LoggerMessage(EventId = 3030, Level = LogLevel.Error, Message = "{Count} audit entries could not be written: {Reason}")]
    private partial void LogUnavailable(string reason, int count);

    [LoggerMessage(EventId = 3032, Level = LogLevel.Warning, Message = "The audit transaction was undone and runs again: {Reason}")]
    private partial void LogRetry(string reason);

    [LoggerMessage(EventId = 3033, Level = LogLevel.Critical, Message = "The gateway ended before {Count} queued audit entries were written")]
    private partial void LogAbandoned(int count);

    [LoggerMessage(EventId = 3031, Level = LogLevel.Critical, Message = "Audit record {EventId} ({EventSource} {EventName} in {Account}) cannot be stored and is refused")]
    private partial void LogRefused(Exception exception, string eventId, string eventSource, string eventName, string account);
}
