using System.Data.Common;

namespace Federation.Storage.Sql;

/// <summary>A connection on loan. Dispose gives it back; a broken one is closed instead.</summary>
internal sealed class ConnectionLease(DbConnection connection, Func<DbConnection, bool, ValueTask> giveBack, SqliteStatements? prepared = null)
{
    private int _returned;

    public DbConnection Connection => connection;

    /// <summary>Where the connection is kept: its prepared statements.</summary>
    public SqliteStatements? Prepared => prepared;

    public ValueTask ReturnAsync(bool broken) => Interlocked.Exchange(ref _returned, 1) == 0 ? giveBack(connection, broken) : ValueTask.CompletedTask;
}
