using System.Data.Common;

namespace Federation.Storage.Sql;

/// <summary>What differs between the databases, and nothing else: no other code asks which one it talks to.</summary>
internal abstract class Dialect
{
    public static Dialect Sqlite { get; } = new SqliteDialect();

    public static Dialect SqlServer { get; } = new SqlServerDialect();

    /// <summary>As it stands in errors and logs.</summary>
    public abstract string Name { get; }

    /// <summary>True where writers wait for one another anyway, so that they gain by sharing a transaction.</summary>
    public abstract bool HasOneWriter { get; }

    /// <summary>Cuts an ordered query after <c>@take</c> rows.</summary>
    public abstract string Page(string orderedQuery);

    /// <summary>A single-table DELETE that returns columns of the removed rows.</summary>
    public abstract string DeleteReturning(string table, string where, string columns);

    /// <summary>A single-table UPDATE that returns columns as they are afterwards.</summary>
    public abstract string UpdateReturning(string table, string set, string where, string columns);

    /// <summary>Column type of an ASCII key that compares by bytes.</summary>
    public abstract string KeyType(int size);

    /// <summary>A subquery for the keys in a parameter that holds a JSON list of them.</summary>
    public abstract string KeysOf(string parameter);

    /// <summary>A query that counts the tables of a name: 0 or 1. The name is one of our own.</summary>
    public abstract string HasTable(string table);

    /// <summary>A query for <c>table_name</c> and <c>column_name</c> of every column there is.</summary>
    public abstract string ColumnsOfAllTables { get; }

    /// <summary>Opens a transaction that may write. SQLite takes the write lock here and not at the first write, where it could no longer wait for it.</summary>
    public abstract ValueTask<DbTransaction> BeginWriteAsync(DbConnection connection, CancellationToken cancellationToken);

    /// <summary>A unique key, constraint or index, is taken.</summary>
    public abstract bool IsUniqueViolation(DbException exception);

    /// <summary>The statement was undone although the database is healthy: it may be tried again.</summary>
    public abstract bool IsTransient(DbException exception);

    /// <summary>The database cannot be reached, does not answer in time, is full or damaged.</summary>
    public abstract bool IsUnavailable(DbException exception);

    /// <summary>The driver's number for the log.</summary>
    public abstract string CodeOf(DbException exception);

    internal abstract string Choose(string sqlite, string sqlServer);
}
