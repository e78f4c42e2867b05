namespace Federation.Storage.Sql;

/// <summary>
/// A thread of its own for work that waits for the disk. A thread of the pool that does is missing to the requests, and on a machine of one core the pool has no other.
/// What the work awaits brings it back to this thread.
/// </summary>
public sealed class DiskThread : TaskScheduler
{
    private readonly Queue<Task> _tasks = new();
    private readonly Thread _thread;
    private bool _ended;

    private DiskThread(string name)
    {
        _thread = new Thread(Run) { IsBackground = true, Name = name };
        _thread.Start();
    }

    /// <inheritdoc/>
    public override int MaximumConcurrencyLevel => 1;

    /// <summary>Keeps this thread, which is no other's, for a while: cheaper than a timer that brings it back, and exact to a tenth of a millisecond.</summary>
    internal static void Rest(TimeSpan duration)
    {
        using var never = new ManualResetEvent(initialState: false);
        never.WaitOne(duration);
    }

    /// <summary>Runs the work; the thread ends with it.</summary>
    public static Task RunAsync(string name, Func<Task> work)
    {
        var thread = new DiskThread(name);
        var running = Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.DenyChildAttach, thread).Unwrap();
        _ = running.ContinueWith(_ => thread.End(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, Default);
        return running;
    }

    /// <inheritdoc/>
    protected override void QueueTask(Task task)
    {
        lock (_tasks)
        {
            _tasks.Enqueue(task);
            Monitor.Pulse(_tasks);
        }
    }

    /// <inheritdoc/>
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => !taskWasPreviouslyQueued && Thread.CurrentThread == _thread && TryExecuteTask(task);

    /// <inheritdoc/>
    protected override IEnumerable<Task> GetScheduledTasks()
    {
        lock (_tasks)
        {
            return _tasks.ToArray();
        }
    }

    private void End()
    {
        lock (_tasks)
        {
            _ended = true;
            Monitor.Pulse(_tasks);
        }
    }

    private void Run()
    {
        while (Next() is { } task)
        {
            TryExecuteTask(task);
        }
    }

    private Task? Next()
    {
        lock (_tasks)
        {
            Task? task;
            while (!_tasks.TryDequeue(out task) && !_ended)
            {
                Monitor.Wait(_tasks);
            }

            return task;
        }
    }
}
