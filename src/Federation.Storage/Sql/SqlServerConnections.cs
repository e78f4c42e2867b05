using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.SqlClient;

namespace Federation.Storage.Sql;

/// <summary>Connections to SQL Server out of the driver's pool. Opening is tried again for a short while, since a fail-over takes moments.</summary>
internal sealed class SqlServerConnections : ConnectionSource
{
    private const int OpenAttempts = 3;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private readonly TimeProvider _timeProvider;

    public SqlServerConnections(StorageOptions options, TimeProvider timeProvider)
    {
        _timeProvider = timeProvider;
        ConnectionString = Read(options);
    }

    public string ConnectionString { get; }

    public override Dialect Dialect => Dialect.SqlServer;

    public override ValueTask<ConnectionLease> OpenReadAsync(CancellationToken cancellationToken) => OpenAsync(cancellationToken);

    public override ValueTask<ConnectionLease> OpenWriteAsync(Durability durability, CancellationToken cancellationToken) => OpenAsync(cancellationToken);

    public override ValueTask DisposeAsync()
    {
        using var connection = new SqlConnection(ConnectionString);
        SqlConnection.ClearPool(connection);
        return ValueTask.CompletedTask;
    }

    private static string Read(StorageOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.ConnectionString))
        {
            throw new StoreInitializationException("SQL Server needs a connection string");
        }

        try
        {
            var builder = new SqlConnectionStringBuilder(options.ConnectionString) { MultipleActiveResultSets = false, Enlist = false };
            if (builder.ApplicationName.Length == 0 || builder.ApplicationName == new SqlConnectionStringBuilder().ApplicationName)
            {
                builder.ApplicationName = "Federation";
            }

            return builder.ConnectionString;
        }
        catch (ArgumentException e)
        {
            throw new StoreInitializationException("the connection string of SQL Server cannot be read", e);
        }
    }

    [SuppressMessage("Reliability", "CA2000", Justification = "The lease owns the connection.")]
    private async ValueTask<ConnectionLease> OpenAsync(CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var connection = new SqlConnection(ConnectionString);
            try
            {
                await connection.OpenAsync(cancellationToken);
                return new ConnectionLease(connection, static (used, _) => used.DisposeAsync());
            }
            catch (SqlException e)
            {
                await connection.DisposeAsync();
                cancellationToken.ThrowIfCancellationRequested();
                if (attempt == OpenAttempts || !Dialect.IsUnavailable(e))
                {
                    throw Failures.Unavailable(Dialect, e);
                }
            }
            catch (NotSupportedException e)
            {
                await connection.DisposeAsync();
                throw new StoreInitializationException("SQL Server needs the ICU libraries (Debian: libicu), and no globalization-invariant mode", e);
            }
            catch (InvalidOperationException e)
            {
                // The pool is exhausted and nobody gave a connection back in time.
                await connection.DisposeAsync();
                throw Failures.NoConnection(Dialect, e);
            }

            await Task.Delay(FirstPause * (1 << (attempt - 1)), _timeProvider, cancellationToken);
        }
    }
}
