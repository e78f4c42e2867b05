using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace Federation.Storage.Sql;

/// <summary>
/// Carries the write-ahead log into the file of the database beside the commits instead of within one of them, where a caller would wait for thousands of pages and two flushes.
/// A commit is durable in the log already.
/// </summary>
internal sealed class SqliteCheckpoints
{
    /// <summary>Transactions after which the log is worth the two flushes: few, since the disk's queue of many pages at once holds up commits for tens of milliseconds.</summary>
    private const int Every = 64;

    /// <summary>Pages in a log that is to begin anew: 16 MiB.</summary>
    private const int LongLog = 4096;

    private readonly Channel<bool> _due = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private int _transactions;

    /// <summary>Whether enough was written since the last one.</summary>
    public bool IsDue => Volatile.Read(ref _transactions) >= Every;

    /// <summary>Waits until it was.</summary>
    public Task AreDueAsync(CancellationToken cancellationToken) => _due.Reader.ReadAsync(cancellationToken).AsTask();

    /// <summary>Counts a transaction.</summary>
    public void Wrote()
    {
        if (Interlocked.Increment(ref _transactions) >= Every)
        {
            _due.Writer.TryWrite(true);
        }
    }

    /// <summary>Carries over what is committed; waits for nobody and keeps nobody waiting.</summary>
    /// <returns>Whether the log is long: it begins anew only when a commit finds all of it carried over.</returns>
    [SuppressMessage("Performance", "CA1849", Justification = "The driver is synchronous.")]
    public bool Run(SqliteConnection connection)
    {
        Interlocked.Exchange(ref _transactions, 0);
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA wal_checkpoint(PASSIVE)";
        using var reader = command.ExecuteReader();
        return reader.Read() && reader.GetInt32(1) >= LongLog;
    }
}
