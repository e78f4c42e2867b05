using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Federation.Model.Storage;
using Microsoft.Data.Sqlite;

namespace Federation.Storage.Sql;

/// <summary>
/// Connections to a SQLite file: readers that cannot write, kept open, and one writer at a time. Writers of this process queue on an asynchronous lock, so
/// that nobody spins on a busy file; only another process makes one wait inside SQLite.
/// </summary>
internal sealed class SqliteConnections : ConnectionSource
{
    private readonly ConcurrentStack<SqliteConnection> _readers = new();
    private readonly SemaphoreSlim _writerTurn = new(1, 1);
    private readonly StorageOptions _options;
    private readonly string _connectionString;
    private readonly SqliteCheckpoints _checkpoints = new();
    private Writer? _writer;
    private int _idleReaders;
    private volatile bool _disposed;

    public SqliteConnections(StorageOptions options)
    {
        _options = options;
        FilePath = SqliteFile.PathOf(options);
        _connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = FilePath,
            Mode = SqliteOpenMode.ReadWriteCreate,
            Pooling = false,
            DefaultTimeout = options.CommandTimeoutSeconds,
        }.ToString();
    }

    public string FilePath { get; }

    public override Dialect Dialect => Dialect.Sqlite;

    [SuppressMessage("Reliability", "CA2000", Justification = "The lease owns the connection.")]
    public override ValueTask<ConnectionLease> OpenReadAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        cancellationToken.ThrowIfCancellationRequested();
        if (_readers.TryPop(out var connection))
        {
            Interlocked.Decrement(ref _idleReaders);
        }
        else
        {
            connection = Open("PRAGMA synchronous = FULL; PRAGMA query_only = ON;");
        }

        return new(new ConnectionLease(connection, ReturnReaderAsync));
    }

    [SuppressMessage("Reliability", "CA2000", Justification = "The lease owns the connection.")]
    public override async ValueTask<ConnectionLease> OpenWriteAsync(Durability durability, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (!await _writerTurn.WaitAsync(TimeSpan.FromSeconds(_options.CommandTimeoutSeconds), cancellationToken))
        {
            throw new StoreUnavailableException("the SQLite database is busy: no turn to write came in time");
        }

        try
        {
            // INVARIANT: only the holder of the turn touches _writer. One connection for both durabilities: what one writes, another one's page cache would have to forget.
            _writer ??= OpenWriter();
            _writer.Demand(durability);
            return new ConnectionLease(_writer.Connection, (_, broken) => ReturnWriterAsync(broken), _writer.Prepared);
        }
        catch
        {
            _writerTurn.Release();
            throw;
        }
    }

    public override Task MaintenanceIsDueAsync(CancellationToken cancellationToken) => _checkpoints.AreDueAsync(cancellationToken);

    public override async Task MaintainAsync(CancellationToken cancellationToken)
    {
        if (_disposed || !_checkpoints.IsDue)
        {
            return;
        }

        await using var connection = Open("PRAGMA synchronous = FULL;");
        if (_checkpoints.Run(connection) && await _writerTurn.WaitAsync(TimeSpan.FromSeconds(_options.CommandTimeoutSeconds), cancellationToken))
        {
            try
            {
                // What was committed meanwhile is little. Without a writer the end of the log is reached, and the next commit begins it anew.
                _checkpoints.Run(connection);
            }
            finally
            {
                _writerTurn.Release();
            }
        }
    }

    public override async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;

        // Whoever still writes gets the time of a statement; what is not committed then rolls back.
        var idle = await _writerTurn.WaitAsync(TimeSpan.FromSeconds(_options.CommandTimeoutSeconds));
        _writer?.Dispose();

        while (_readers.TryPop(out var reader))
        {
            await reader.DisposeAsync();
        }

        if (idle)
        {
            _writerTurn.Dispose();
        }
    }

    [SuppressMessage("Security", "CA2100", Justification = "Pragmas take no parameters; what stands in them are our own constants and two numbers.")]
    private SqliteConnection Open(string pragmas)
    {
        var connection = new SqliteConnection(_connectionString);
        try
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = string.Create(
                CultureInfo.InvariantCulture,
                $"PRAGMA busy_timeout = {_options.CommandTimeoutSeconds * 1000}; PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0; PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -{_options.PageCacheKibibytes}; {pragmas}");
            command.ExecuteNonQuery();
            return connection;
        }
        catch (SqliteException e)
        {
            connection.Dispose();
            throw Failures.Unavailable(Dialect, e);
        }
    }

    private async ValueTask ReturnReaderAsync(DbConnection connection, bool broken)
    {
        if (broken || _disposed || Interlocked.Increment(ref _idleReaders) > _options.IdleReaders)
        {
            if (!broken && !_disposed)
            {
                Interlocked.Decrement(ref _idleReaders);
            }

            await connection.DisposeAsync();
            return;
        }

        _readers.Push((SqliteConnection)connection);
    }

    [SuppressMessage("Reliability", "CA2000", Justification = "The writer owns the connection.")]
    private Writer OpenWriter() => new(Open("PRAGMA synchronous = FULL;"));

    private ValueTask ReturnWriterAsync(bool broken)
    {
        if (broken)
        {
            _writer?.Dispose();
            _writer = null;
        }

        _checkpoints.Wrote();
        _writerTurn.Release();
        return ValueTask.CompletedTask;
    }

    /// <summary>The connection that writes, with what is prepared on it.</summary>
    private sealed class Writer(SqliteConnection connection) : IDisposable
    {
        private Durability _durability = Durability.Full;

        public SqliteConnection Connection => connection;

        public SqliteStatements Prepared { get; } = new(connection);

        /// <summary>Makes the next commit survive what is asked for.</summary>
        [SuppressMessage("Security", "CA2100", Justification = "One of two constants.")]
        public void Demand(Durability durability)
        {
            if (_durability == durability)
            {
                return;
            }

            using var command = connection.CreateCommand();
            command.CommandText = durability switch
            {
                Durability.Full => "PRAGMA synchronous = FULL",
                Durability.Process => "PRAGMA synchronous = NORMAL",
                _ => throw new ArgumentOutOfRangeException(nameof(durability)),
            };
            command.ExecuteNonQuery();
            _durability = durability;
        }

        public void Dispose()
        {
            Prepared.Dispose();
            connection.Dispose();
        }
    }
}
