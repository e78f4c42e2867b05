using Federation.Model.Storage;
using Microsoft.Extensions.Options;

namespace Federation.Storage.Sql;

internal sealed class Database : IDatabase
{
    private readonly ConnectionSource _connections;
    private readonly ChangeTracker _changes;
    private readonly int _timeoutSeconds;

    public Database(ConnectionSource connections, ChangeTracker changes, IOptions<StorageOptions> options)
    {
        DapperSetup.Ensure();
        (_connections, _changes, _timeoutSeconds) = (connections, changes, options.Value.CommandTimeoutSeconds);
    }

    public Dialect Dialect => _connections.Dialect;

    public async Task<IUnitOfWork> BeginReadAsync(CancellationToken cancellationToken) => await OpenReadAsync(cancellationToken);

    public async Task<IUnitOfWork> BeginWriteAsync(CancellationToken cancellationToken) => await OpenWriteAsync(Durability.Full, cancellationToken);

    public async Task<IUnitOfWork> BeginUnflushedWriteAsync(CancellationToken cancellationToken) => await OpenWriteAsync(Durability.Process, cancellationToken);

    public async ValueTask<UnitOfWork> OpenReadAsync(CancellationToken cancellationToken)
    {
        var lease = await _connections.OpenReadAsync(cancellationToken);
        var session = new SqlSession(lease.Connection, null, Dialect, writable: false, _timeoutSeconds);
        return new UnitOfWork(lease, session, null, _changes);
    }

    public async ValueTask<UnitOfWork> OpenWriteAsync(Durability durability, CancellationToken cancellationToken)
    {
        var lease = await _connections.OpenWriteAsync(durability, cancellationToken);
        try
        {
            var transaction = await Dialect.BeginWriteAsync(lease.Connection, cancellationToken);
            var session = new SqlSession(lease.Connection, transaction, Dialect, writable: true, _timeoutSeconds, lease.Prepared);
            return new UnitOfWork(lease, session, transaction, _changes);
        }
        catch (Exception e)
        {
            await lease.ReturnAsync(broken: true);
            throw e is System.Data.Common.DbException failure && Dialect.IsUnavailable(failure) ? Failures.Unavailable(Dialect, failure) : e;
        }
    }
}
