using Federation.Storage.Sql;

namespace Federation.Storage.Migrations;

internal static class SchemaSql
{
    public const string JournalTable = "schema_scripts";

    public static readonly SqlText HasJournal = SqlText.Of(dialect => dialect.HasTable(JournalTable));

    public static readonly SqlText HasInstallation = SqlText.Of(dialect => dialect.HasTable("installation"));

    public static readonly SqlText CreateJournal = SqlText.Of(dialect =>
        $"CREATE TABLE {JournalTable} (script_name {dialect.KeyType(128)} NOT NULL CONSTRAINT pk_schema_scripts PRIMARY KEY, script_hash {dialect.KeyType(64)} NOT NULL, applied_at BIGINT NOT NULL)");

    public static readonly SqlText ReadJournal = SqlText.Common($"SELECT script_name, script_hash FROM {JournalTable} ORDER BY script_name");

    public static readonly SqlText AddToJournal = SqlText.Common(
        $"INSERT INTO {JournalTable} (script_name, script_hash, applied_at) VALUES (@name, @hash, @appliedAt)");

    public static readonly SqlText Columns = SqlText.Of(dialect => dialect.ColumnsOfAllTables);
}
