using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Federation.Model.Storage;
using Federation.Storage.Sql;

namespace Federation.Storage.Sessions;

/// <summary>
/// Writes of the session store. Where the database has one writer, whatever waits when a transaction ends shares the next one, as the audit trail does. Nobody is answered before
/// the commit, and a commit that fails answers none of its members.
/// </summary>
internal sealed class SessionWriter(Database database)
{
    private const int BatchSize = 256;
    private readonly ConcurrentQueue<Pending> _waiting = new();
    private int _isRunning;

    /// <summary>Writes, and returns what was written once it is committed. What shares a transaction is cancelled by nobody, so the write is given a token of its own.</summary>
    public Task<T> WriteAsync<T>(Func<SqlSession, CancellationToken, Task<T>> write, CancellationToken cancellationToken) =>
        database.Dialect.HasOneWriter ? ShareAsync(write, cancellationToken) : WriteAloneAsync(write, cancellationToken);

    private async Task<T> WriteAloneAsync<T>(Func<SqlSession, CancellationToken, Task<T>> write, CancellationToken cancellationToken)
    {
        await using var unit = await database.OpenWriteAsync(Durability.Process, cancellationToken);
        var result = await write(unit.Session, cancellationToken);
        await unit.CommitAsync(cancellationToken);
        return result;
    }

    private Task<T> ShareAsync<T>(Func<SqlSession, CancellationToken, Task<T>> write, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var pending = new Pending<T>(write);
        _waiting.Enqueue(pending);
        Start();

        // A caller that gives up does not take its write back.
        return pending.Task.WaitAsync(cancellationToken);
    }

    private void Start()
    {
        if (Interlocked.Exchange(ref _isRunning, 1) == 0)
        {
            _ = Task.Run(RunAsync);
        }
    }

    private async Task RunAsync()
    {
        var batch = new List<Pending>(BatchSize);
        while (true)
        {
            while (batch.Count < BatchSize && _waiting.TryDequeue(out var pending))
            {
                batch.Add(pending);
            }

            if (batch.Count == 0)
            {
                Volatile.Write(ref _isRunning, 0);

                // Who came between the last look and this line found it running.
                if (_waiting.IsEmpty || Interlocked.Exchange(ref _isRunning, 1) != 0)
                {
                    return;
                }

                continue;
            }

            await WriteAsync(batch);
            batch.Clear();
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "Whatever goes wrong is told to those whose writes it undid.")]
    private async Task WriteAsync(IReadOnlyList<Pending> batch)
    {
        try
        {
            await using (var unit = await database.OpenWriteAsync(Durability.Process, CancellationToken.None))
            {
                foreach (var pending in batch)
                {
                    await pending.WriteAsync(unit.Session);
                }

                await unit.CommitAsync(CancellationToken.None);
            }

            foreach (var pending in batch)
            {
                pending.Succeed();
            }
        }
        catch (Exception e) when (batch.Count > 1 && e is not StoreUnavailableException)
        {
            // One write cannot be done as it is: it must not take the others with it.
            foreach (var pending in batch)
            {
                await WriteAsync([pending]);
            }
        }
        catch (Exception e)
        {
            foreach (var pending in batch)
            {
                pending.Fail(e);
            }
        }
    }

    private abstract class Pending
    {
        public abstract Task WriteAsync(SqlSession session);

        public abstract void Succeed();

        public abstract void Fail(Exception exception);
    }

    private sealed class Pending<T>(Func<SqlSession, CancellationToken, Task<T>> write) : Pending
    {
        private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T? _result;

        public Task<T> Task => _completion.Task;

        public override async Task WriteAsync(SqlSession session) => _result = await write(session, CancellationToken.None);

        public override void Succeed() => _completion.TrySetResult(_result!);

        public override void Fail(Exception exception) => _completion.TrySetException(exception);
    }
}
