using Microsoft.Data.Sqlite;

namespace Federation.Storage.Sql;

internal static class SqliteFile
{
    private const string DefaultName = "federation.db";

    /// <summary>Full path of the database file.</summary>
    /// <exception cref="StoreInitializationException">The connection string names no file.</exception>
    public static string PathOf(StorageOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.ConnectionString))
        {
            return Path.GetFullPath(Path.Combine(options.DataDirectory, DefaultName));
        }

        SqliteConnectionStringBuilder builder;
        try
        {
            builder = new SqliteConnectionStringBuilder(options.ConnectionString);
        }
        catch (ArgumentException e)
        {
            throw new StoreInitializationException("the connection string of the SQLite database cannot be read", e);
        }

        if (builder.DataSource.Length == 0 || builder.DataSource == ":memory:" || builder.Mode == SqliteOpenMode.Memory
            || builder.DataSource.StartsWith("file:", StringComparison.Ordinal))
        {
            throw new StoreInitializationException("the connection string of the SQLite database must name a file: `Data Source=/path/to/federation.db`");
        }

        return Path.GetFullPath(builder.DataSource);
    }
}
