namespace Federation.Storage.Sql;

/// <summary>How much a commit has to survive.</summary>
internal enum Durability
{
    /// <summary>Power loss: audit, credentials, everything of the model.</summary>
    Full = 1,

    /// <summary>A killed process: session state, which may be lost with its store, and recorded logins.</summary>
    Process = 2,
}

/// <summary>Opens connections to the one database of this installation.</summary>
internal abstract class ConnectionSource : IAsyncDisposable
{
    public abstract Dialect Dialect { get; }

    /// <summary>A connection for reading.</summary>
    public abstract ValueTask<ConnectionLease> OpenReadAsync(CancellationToken cancellationToken);

    /// <summary>A connection for writing; waits for its turn where the database has one writer.</summary>
    public abstract ValueTask<ConnectionLease> OpenWriteAsync(Durability durability, CancellationToken cancellationToken);

    /// <summary>Waits until <see cref="MaintainAsync"/> has something to do; for ever, where it never has.</summary>
    public virtual Task MaintenanceIsDueAsync(CancellationToken cancellationToken) => Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);

    /// <summary>Does for the files of the database what has to be done now and then, so that no commit has to.</summary>
    public virtual Task MaintainAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public abstract ValueTask DisposeAsync();
}
