namespace Federation.Model.Storage;

/// <summary>The database of the gateway. A store that cannot be reached throws <see cref="StoreUnavailableException"/>: callers refuse.</summary>
public interface IDatabase
{
    /// <summary>
    /// Opens a unit of work for reading: every statement sees committed data, and nothing can be written.
    /// </summary>
    Task<IUnitOfWork> BeginReadAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Opens a unit of work for writing. SQLite has one writer: hash passwords and fetch URLs before this call. Disposing without
    /// <see cref="IUnitOfWork.CommitAsync"/> rolls everything back.
    /// </summary>
    Task<IUnitOfWork> BeginWriteAsync(CancellationToken cancellationToken);

    /// <summary>The same for what may be lost with the machine's power, though not with the process: it does not wait for the disk.</summary>
    Task<IUnitOfWork> BeginUnflushedWriteAsync(CancellationToken cancellationToken) => BeginWriteAsync(cancellationToken);
}
