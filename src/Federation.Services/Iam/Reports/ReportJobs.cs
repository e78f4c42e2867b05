using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Federation.Model.Identifiers;
using Federation.Model.Reports;
using Federation.Model.Storage;
using Microsoft.Extensions.Logging;

namespace Federation.Services.Iam.Reports;

/// <summary>
/// Makes reports beside the calls that ask for them, one at a time. Their states lie in the database, so that every node tells of them; a report whose node ended before it was done is
/// begun anew once it is <see cref="Patience"/> old.
/// </summary>
public sealed partial class ReportJobs(IDatabase database, TimeProvider timeProvider, ILogger<ReportJobs> logger) : IAsyncDisposable
{
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

    /// <summary>Begins a report. False: another call began it at the same moment.</summary>
    /// <param name="job">The report; of the version that was read, where one of its id is there already.</param>
    /// <param name="keep">How long it is kept once it is done.</param>
    /// <param name="make">Makes its content.</param>
    /// <param name="cancellationToken">Ends the wait for the store, not the report.</param>
    public async Task<bool> TryStartAsync(ReportJob job, TimeSpan keep, Func<IUnitOfWork, CancellationToken, Task<byte[]>> make, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(job);
        var begun = job with { State = ReportState.Running, StartedAt = timeProvider.GetUtcNow(), CompletedAt = null, Content = null, ExpiresAt = timeProvider.GetUtcNow() + keep };
        await using (var store = await database.BeginWriteAsync(cancellationToken))
        {
            var outcome = job.Version == 0 ? await store.ReportJobs.AddAsync(begun, cancellationToken) : await store.ReportJobs.UpdateAsync(begun, cancellationToken);
            if (outcome != StoreOutcome.Stored)
            {
                return false;
            }

            await store.CommitAsync(cancellationToken);
        }

        var work = Task.Run(() => MakeAsync(begun with { Version = job.Version + 1 }, keep, make), CancellationToken.None);
        _running[work] = true;
        _ = work.ContinueWith(done => _running.TryRemove(done, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return true;
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
    private async Task MakeAsync(ReportJob job, TimeSpan keep, Func<IUnitOfWork, CancellationToken, Task<byte[]>> make)
    {
        var cancellationToken = _stopping.Token;
        try
        {
            await _turn.WaitAsync(cancellationToken);
            try
            {
                byte[] content;
                await using (var store = await database.BeginReadAsync(cancellationToken))
                {
                    content = await make(store, cancellationToken);
                }

                await WriteAsync(job with { State = ReportState.Completed, Content = content }, keep, cancellationToken);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                LogFailed(exception, job.JobId, job.AccountId);
                await WriteAsync(job with { State = ReportState.Failed }, keep, cancellationToken);
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

    private async Task WriteAsync(ReportJob job, TimeSpan keep, CancellationToken cancellationToken)
    {
        var now = timeProvider.GetUtcNow();
        await using var store = await database.BeginWriteAsync(cancellationToken);
        // Stale: it took so long that another node began it anew, whose report it is now.
        if (await store.ReportJobs.UpdateAsync(job with { CompletedAt = now, ExpiresAt = now + keep }, cancellationToken) == StoreOutcome.Stored)
        {
            await store.CommitAsync(cancellationToken);
        }
    }

    [LoggerMessage(EventId = 240, Level = LogLevel.Error, Message = "report {JobId} of account {Account} failed")]
    private partial void LogFailed(Exception exception, string jobId, AccountId account);

    [LoggerMessage(EventId = 241, Level = LogLevel.Warning, Message = "report {JobId} of account {Account} was not finished")]
    private partial void LogUnfinished(Exception exception, string jobId, AccountId account);
}
