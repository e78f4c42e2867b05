using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Federation.Storage.Sql;

internal sealed class SqliteDialect : Dialect
{
    // Result codes of SQLite: primary code in the low byte, extended code as a whole.
    private const int Perm = 3;
    private const int Busy = 5;
    private const int Locked = 6;
    private const int NoMemory = 7;
    private const int ReadOnlyFile = 8;
    private const int IoError = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int Protocol = 15;
    private const int NotADatabase = 26;
    private const int ConstraintPrimaryKey = 1555;
    private const int ConstraintUnique = 2067;

    public override string Name => "SQLite";

    public override bool HasOneWriter => true;

    public override string ColumnsOfAllTables =>
        "SELECT t.name AS table_name, c.name AS column_name FROM sqlite_master t JOIN pragma_table_info(t.name) c WHERE t.type = 'table'";

    public override string KeyType(int size) => string.Create(CultureInfo.InvariantCulture, $"VARCHAR({size})");

    public override string KeysOf(string parameter) => $"SELECT value FROM json_each({parameter})";

    public override string HasTable(string table) => $"SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = '{table}'";

    public override string Page(string orderedQuery) => orderedQuery + " LIMIT @take";

    public override string DeleteReturning(string table, string where, string columns) => $"DELETE FROM {table} WHERE {where} RETURNING {columns}";

    public override string UpdateReturning(string table, string set, string where, string columns) =>
        $"UPDATE {table} SET {set} WHERE {where} RETURNING {columns}";

    [SuppressMessage("Performance", "CA1849", Justification = "The driver is synchronous, and only this overload begins with the write lock.")]
    public override ValueTask<DbTransaction> BeginWriteAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(((SqliteConnection)connection).BeginTransaction(IsolationLevel.Serializable, deferred: false));
    }

    public override bool IsUniqueViolation(DbException exception) =>
        exception is SqliteException { SqliteExtendedErrorCode: ConstraintPrimaryKey or ConstraintUnique };

    // A write transaction takes its lock at once and a read sees a snapshot: nobody becomes a victim, a busy answer means that waiting did not help.
    public override bool IsTransient(DbException exception) => false;

    public override bool IsUnavailable(DbException exception) => exception is SqliteException
    {
        SqliteErrorCode: Perm or Busy or Locked or NoMemory or ReadOnlyFile or IoError or Corrupt or Full or CannotOpen or Protocol or NotADatabase,
    };

    public override string CodeOf(DbException exception) =>
        exception is SqliteException sqlite ? sqlite.SqliteExtendedErrorCode.ToString(CultureInfo.InvariantCulture) : "none";

    internal override string Choose(string sqlite, string sqlServer) => sqlite;
}
