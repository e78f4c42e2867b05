using System.Diagnostics.CodeAnalysis;
using Federation.Storage.Sql;
using Microsoft.Data.Sqlite;

namespace Federation.Storage.Migrations;

/// <summary>What the schema has to hold: the SQLite scripts are run in memory and looked at. Tables and columns have the same names in both dialects.</summary>
[SuppressMessage("Security", "CA2100", Justification = "The texts are embedded migrations and a constant.")]
internal static class ExpectedSchema
{
    public static IReadOnlyList<(string Table, string Column)> Columns()
    {
        using var connection = new SqliteConnection("Data Source=:memory:;Pooling=False");
        connection.Open();
        foreach (var script in MigrationScript.All(DatabaseProvider.Sqlite))
        {
            Run(connection, script.Text);
        }

        using var command = connection.CreateCommand();
        command.CommandText = Dialect.Sqlite.ColumnsOfAllTables;
        using var reader = command.ExecuteReader();
        var columns = new List<(string Table, string Column)>();
        while (reader.Read())
        {
            var table = reader.GetString(0);
            if (!table.StartsWith("sqlite_", StringComparison.Ordinal))
            {
                columns.Add((table, reader.GetString(1)));
            }
        }

        return columns;
    }

    private static void Run(SqliteConnection connection, string text)
    {
        using var command = connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }
}
