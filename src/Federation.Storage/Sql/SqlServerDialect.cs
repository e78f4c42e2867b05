using System.Collections.Frozen;
using System.Data;
using System.Data.Common;
using System.Globalization;
using Microsoft.Data.SqlClient;

namespace Federation.Storage.Sql;

internal sealed class SqlServerDialect : Dialect
{
    private const int UniqueIndex = 2601;
    private const int UniqueConstraint = 2627;

    // Deadlock victim, lock timeout, snapshot update conflict: undone, and the server is well.
    private static readonly FrozenSet<int> Transient = new[] { 1205, 1222, 3960 }.ToFrozenSet();

    // No answer, no connection, no login, no such database, Azure SQL moving or throttling, full, damaged.
    private static readonly FrozenSet<int> Unavailable = new[]
    {
        -2, -1, 2, 20, 53, 64, 121, 233, 258, 596, 701, 802, 823, 824, 825, 845, 922, 926, 927, 942, 945, 978, 983, 1101, 1105, 1204, 3906, 3908, 3930, 3935,
        4060, 4221, 6005, 8645, 8651, 9001, 9002, 10053, 10054, 10060, 10061, 10928, 10929, 11001, 17142, 17197, 18401, 18452, 18456, 18470, 18486, 18487, 18488,
        40143, 40197, 40501, 40532, 40540, 40544, 40549, 40550, 40551, 40552, 40553, 40613, 40615, 42108, 42109, 49918, 49919, 49920,
    }.ToFrozenSet();

    public override string Name => "SQL Server";

    public override bool HasOneWriter => false;

    public override string ColumnsOfAllTables =>
        "SELECT TABLE_NAME AS table_name, COLUMN_NAME AS column_name FROM INFORMATION_SCHEMA.COLUMNS WHERE TABLE_SCHEMA = SCHEMA_NAME()";

    public override string KeyType(int size) => string.Create(CultureInfo.InvariantCulture, $"VARCHAR({size}) COLLATE Latin1_General_100_BIN2");

    public override string KeysOf(string parameter) => $"SELECT keys.id COLLATE Latin1_General_100_BIN2 FROM OPENJSON({parameter}) WITH (id VARCHAR(128) '$') AS keys";

    public override string HasTable(string table) =>
        $"SELECT COUNT(*) FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = SCHEMA_NAME() AND TABLE_NAME = '{table}'";

    public override string Page(string orderedQuery) => orderedQuery + " OFFSET 0 ROWS FETCH NEXT @take ROWS ONLY";

    public override string DeleteReturning(string table, string where, string columns) =>
        $"DELETE FROM {table} OUTPUT {Prefixed("deleted", columns)} WHERE {where}";

    public override string UpdateReturning(string table, string set, string where, string columns) =>
        $"UPDATE {table} SET {set} OUTPUT {Prefixed("inserted", columns)} WHERE {where}";

    public override async ValueTask<DbTransaction> BeginWriteAsync(DbConnection connection, CancellationToken cancellationToken) =>
        await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken);

    public override bool IsUniqueViolation(DbException exception) => exception is SqlException { Number: UniqueIndex or UniqueConstraint };

    public override bool IsTransient(DbException exception) => exception is SqlException sql && Transient.Contains(sql.Number);

    // Class 20 and above: the server closed the connection.
    public override bool IsUnavailable(DbException exception) =>
        exception is SqlException sql && (sql.Class >= 20 || Unavailable.Contains(sql.Number) || Transient.Contains(sql.Number));

    public override string CodeOf(DbException exception) =>
        exception is SqlException sql ? sql.Number.ToString(CultureInfo.InvariantCulture) : "none";

    internal override string Choose(string sqlite, string sqlServer) => sqlServer;

    private static string Prefixed(string row, string columns) =>
        string.Join(", ", columns.Split(',', StringSplitOptions.TrimEntries).Select(column => $"{row}.{column}"));
}
