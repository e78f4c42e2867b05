using System.Diagnostics.CodeAnalysis;
using Federation.Model.Storage;
using Federation.Storage.Sql;
using Microsoft.Data.SqlClient;

namespace Federation.Storage.Migrations;

/// <summary>Lets one node at a time look at the schema's version and move it. Held for the life of the object, and given up by a process that dies.</summary>
[SuppressMessage("Reliability", "CA2000", Justification = "The caller disposes the lock.")]
[SuppressMessage("Security", "CA2100", Justification = "The text is a constant.")]
internal static class MigrationLock
{
    private const int WaitSeconds = 120;
    private const string FileSuffix = ".migrate-lock";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public static Task<IAsyncDisposable> TakeAsync(ConnectionSource connections, CancellationToken cancellationToken) => connections switch
    {
        SqliteConnections sqlite => TakeFileAsync(sqlite.FilePath + FileSuffix, cancellationToken),
        SqlServerConnections sqlServer => TakeSessionAsync(sqlServer.ConnectionString, cancellationToken),
        _ => throw new InvalidOperationException("no lock is known for this database"),
    };

    private static async Task<IAsyncDisposable> TakeFileAsync(string path, CancellationToken cancellationToken)
    {
        // The file stays where it is: removing it would let two nodes lock two files of one name.
        for (var waited = TimeSpan.Zero; ; waited += Pause)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1);
            }
            catch (IOException e) when (e is not (DirectoryNotFoundException or PathTooLongException) && waited < TimeSpan.FromSeconds(WaitSeconds))
            {
                await Task.Delay(Pause, TimeProvider.System, cancellationToken);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new StoreUnavailableException("the SQLite database cannot be locked for its migration", e);
            }
        }
    }

    private static async Task<IAsyncDisposable> TakeSessionAsync(string connectionString, CancellationToken cancellationToken)
    {
        // Not pooled: closing the connection ends the session, and with it the lock.
        var connection = new SqlConnection(new SqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            await using var command = connection.CreateCommand();
            command.CommandTimeout = WaitSeconds + 10;
            command.CommandText = LockSql.Take.For(Dialect.SqlServer);
            if (await command.ExecuteScalarAsync(cancellationToken) is not (int and >= 0))
            {
                throw new StoreUnavailableException("the SQL Server database is being migrated by another node");
            }

            return connection;
        }
        catch (SqlException e)
        {
            await connection.DisposeAsync();
            cancellationToken.ThrowIfCancellationRequested();
            throw Failures.Unavailable(Dialect.SqlServer, e);
        }
        catch (StoreUnavailableException)
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}
