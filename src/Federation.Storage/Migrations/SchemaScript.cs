using System.Globalization;
using System.Text;
using Federation.Storage.Sql;

namespace Federation.Storage.Migrations;

/// <summary>The whole schema as one script for an administrator who lets no application change a schema (<c>fed db script</c>).</summary>
public static class SchemaScript
{
    /// <summary>Writes every migration from the first on, with the journal that tells the gateway that they were applied.</summary>
    /// <param name="provider">Whose dialect.</param>
    /// <param name="appliedAt">Stands in the journal as the time of the migration.</param>
    public static string Render(DatabaseProvider provider, DateTimeOffset appliedAt)
    {
        var (dialect, separator) = provider switch
        {
            DatabaseProvider.Sqlite => (Dialect.Sqlite, string.Empty),
            DatabaseProvider.SqlServer => (Dialect.SqlServer, "GO\n"),
            _ => throw new ArgumentOutOfRangeException(nameof(provider)),
        };
        var text = new StringBuilder();
        text.Append(SchemaSql.CreateJournal.For(dialect)).Append(";\n").Append(separator);
        foreach (var script in MigrationScript.All(provider))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n-- {script.Name}\n").Append(script.Text);
            text.Append(
                CultureInfo.InvariantCulture,
                $"INSERT INTO {SchemaSql.JournalTable} (script_name, script_hash, applied_at) VALUES ('{script.Name}', '{script.Hash}', {appliedAt.ToUnixTimeMilliseconds()});\n");
            text.Append(separator);
        }

        return text.ToString();
    }
}
