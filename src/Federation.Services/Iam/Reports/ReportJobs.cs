using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Federation.Model.Identifiers;
using Federation.Model.Reports;
using Federation.Model.Storage;
using Microsoft.Extensions.Logging;

namespace Federation.Services.Iam.Reports;

/// <summary>What came of the wish for a report.</summary>
public enum ReportStart
{
    /// <summary>Nothing was said.</summary>
    None = 0,

    /// <summary>It was begun.</summary>
    Started = 1,

    /// <summary>Another call began it at the same moment.</summary>
    Taken = 2,

    /// <summary>Too many wait already; nothing was begun.</summary>
    Busy = 3,
}

/// <summary>
/// Makes reports beside the calls that ask for them, one at a time. Their states lie in the database, so that every node tells of them; a report whose node ended before it was done is
/// begun anew once it is <see cref="Patience"/> old.
/// </summary>
public sealed partial class ReportJobs(IDatabase database, TimeProvider timeProvider, ILogger<ReportJobs> logger) : IAsyncDisposable
{
    /// <summary>Reports that may be under way or wait for their turn on this node: each holds a row and a task.</summary>
    internal const int MostWaiting = 200;

    private readonly CancellationTokenSource _stopping = new();
    private readonly SemaphoreSlim _turn = new(1);
    private readonly ConcurrentDictionary<Task, bool> _running = new();

    /// <summary>How long a report may take before it counts as given up.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromMinutes(10);

    /// <summary>Whether a report is being made.</summary>
    public static bool IsRunning(ReportJob job, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(job);
        return job.State == ReportState.Running && now - job.StartedAt < Patience;
    }

    /// <summary>A report, or null.</summary>
    public async Task<ReportJob?> FindAsync(AccountId account, string jobId, CancellationToken cancellationToken)
    {
        await using var store = await database.BeginReadAsync(cancellationToken);
        return await store.ReportJobs.FindAsync(account, jobId, cancellationToken);
    }

    /// <summary>A report that is done, with its content; null where there is none of that id, or it is not done.</summary>
    public async Task<(ReportJob Job, byte[] Content)?> ReadAsync(AccountId account, string jobId, CancellationToken cancellationToken)
    {
        await using var store = await database.BeginReadAsync(cancellationToken);
        return await store.ReportJobs.FindAsync(account, jobId, cancellationToken) is { State: ReportState.Completed } job
            && await store.ReportJobs.FindContentAsync(account, jobId, job.Version, cancellationToken) is { } content
            ? (job, content)
            : null;
    }

    /// <summary>Begins a report.</summary>
    /// <param name="job">The report; of the version that was read, where one of its id is there already.</param>
    /// <param name="keep">How long it is kept once it is done.</param>
    /// <param name="make">Makes its content.</param>
    /// <param name="cancellationToken">Ends the wait for the store, not the report.</param>
    public async Task<ReportStart> TryStartAsync(ReportJob job, TimeSpan keep, Func<CancellationToken, Task<byte[]>> make, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(job);
        if (_running.Count >= MostWaiting)
        {
            return ReportStart.Busy;
        }

        var now = timeProvider.GetUtcNow();
        var begun = job with { State = ReportState.Running, StartedAt = now, CompletedAt = null, ExpiresAt = now + keep };
        await using (var store = await database.BeginWriteAsync(cancellationToken))
        {
            var outcome = job.Version == 0 ? await store.ReportJobs.AddAsync(begun, cancellationToken) : await store.ReportJobs.UpdateAsync(begun, null, cancellationToken);
            if (outcome != StoreOutcome.Stored)
            {
                return ReportStart.Taken;
            }

            await store.CommitAsync(cancellationToken);
        }

        var work = Task.Run(() => MakeAsync(begun with { Version = job.Version + 1 }, keep, make), CancellationToken.None);
        _running[work] = true;
        _ = work.ContinueWith(done => _running.TryRemove(done, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return ReportStart.Started;
    }

    /// <summary>Ends when no report of this node is being made.</summary>
    public async Task IdleAsync()
    {
        while (_running.Keys.FirstOrDefault() is { } work)
        {
            await work;
            _running.TryRemove(work, out _);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await IdleAsync();
        _stopping.Dispose();
        _turn.Dispose();
    }

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "nobody waits for a report: whatever ends it is logged, and the report says that it failed")]
    private async Task MakeAsync(ReportJob job, TimeSpan keep, Func<CancellationToken, Task<byte[]>> make)
    {
        var cancellationToken = _stopping.Token;
        try
        {
            await _turn.WaitAsync(cancellationToken);
            try
            {
                var content = await make(cancellationToken);
                await WriteAsync(job with { State = ReportState.Completed }, content, keep, cancellationToken);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                LogFailed(exception, job.JobId, job.AccountId);
                await WriteAsync(job with { State = ReportState.Failed }, null, keep, cancellationToken);
            }
            finally
            {
                _turn.Release();
            }
        }
        catch (Exception exception)
        {
            // It stays unfinished, and is begun anew when it is asked for once its patience is over.
            LogUnfinished(exception, job.JobId, job.AccountId);
        }
    }

    private async Task WriteAsync(ReportJob job, byte[]? content, TimeSpan keep, CancellationToken cancellationToken)
    {
        var now = timeProvider.GetUtcNow();
        await using var store = await database.BeginWriteAsync(cancellationToken);
        // Stale: it took so long that another node began it anew, whose report it is now.
        if (await store.ReportJobs.UpdateAsync(job with { CompletedAt = now, ExpiresAt = now + keep }, content, cancellationToken) == StoreOutcome.Stored)
        {
            await store.CommitAsync(cancellationToken);
        }
    }

    [LoggerMessage(EventId = 240, Level = LogLevel.Error, Message = "report {JobId} of account {Account} failed")]
    private partial void LogFailed(Exception exception, string jobId, AccountId account);

    [LoggerMessage(EventId = 241, Level = LogLevel.Warning, Message = "report {JobId} of account {Account} was not finished")]
    private partial void LogUnfinished(Exception exception, string jobId, AccountId account);
}
