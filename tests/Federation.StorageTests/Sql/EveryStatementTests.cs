using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.RegularExpressions;
using Federation.Storage;
using Federation.Storage.Migrations;
using Federation.Storage.Sql;
using Federation.StorageTests.Backends;
using Microsoft.Data.Sqlite;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Federation.StorageTests.Sql;

/// <summary>Every statement of the project, without a SQL Server.</summary>
public sealed class EveryStatementTests
{
    // Spoken to one database only.
    private static readonly string[] SqlServerOnly = ["LockSql.Take"];

    public static TheoryData<string> Names => [.. Statements().Keys];

    [Fact]
    public void The_statements_are_found() => Statements().Count.ShouldBeGreaterThan(80);

    [Fact]
    public void Every_text_of_a_statement_lies_in_a_class_where_it_is_found()
    {
        var elsewhere = typeof(SqlText).Assembly.GetTypes()
            .Where(type => !type.Name.EndsWith("Sql", StringComparison.Ordinal))
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
                .Where(field => field.FieldType == typeof(SqlText)).Select(field => $"{type.Name}.{field.Name}"));
        elsewhere.Where(name => !name.Contains('<', StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_statement_is_T_SQL_that_runs_everywhere(string name) => TSqlRules.Check(Statements()[name].For(Dialect.SqlServer)).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Names))]
    [SuppressMessage("Security", "CA2100", Justification = "The texts are the constants under test.")]
    public async Task A_statement_compiles_on_SQLite_against_the_schema(string name)
    {
        Assert.SkipWhen(SqlServerOnly.Contains(name), "a statement of SQL Server only");
        await using var database = await TestDatabase.CreateAsync(Backend.Sqlite, prepared: true);
        await using var connection = new SqliteConnection($"Data Source={database.SqliteFile};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        var text = Statements()[name].For(Dialect.Sqlite);
        command.CommandText = name == "SchemaSql.CreateJournal" ? text.Replace("CREATE TABLE schema_scripts", "CREATE TABLE t", StringComparison.Ordinal) : "EXPLAIN " + text;
        foreach (Match parameter in Regex.Matches(text, @"@\w+"))
        {
            if (!command.Parameters.Contains(parameter.Value))
            {
                command.Parameters.AddWithValue(parameter.Value, 1);
            }
        }

        await command.ExecuteNonQueryAsync();
    }

    [Fact]
    public void Every_migration_is_T_SQL_that_runs_everywhere()
    {
        foreach (var script in MigrationScript.All(DatabaseProvider.SqlServer))
        {
            TSqlRules.Check(script.Text).ShouldBeEmpty(script.Name);
        }
    }

    [Fact]
    public void The_script_for_administrators_is_T_SQL_that_runs_everywhere() =>
        TSqlRules.Check(SchemaScript.Render(DatabaseProvider.SqlServer, Sample.Now)).ShouldBeEmpty();

    [Fact]
    public void Migrations_come_in_pairs() =>
        MigrationScript.All(DatabaseProvider.SqlServer).Select(script => script.Name).ShouldBe(MigrationScript.All(DatabaseProvider.Sqlite).Select(script => script.Name));

    [Fact]
    public void Both_dialects_make_the_same_tables_and_columns()
    {
        var tables = new Dictionary<string, IList<string>>(StringComparer.Ordinal);
        foreach (var script in MigrationScript.All(DatabaseProvider.SqlServer))
        {
            using var reader = new StringReader(script.Text);
            var tree = (TSqlScript)new TSql150Parser(true).Parse(reader, out _);
            foreach (var table in tree.Batches.SelectMany(batch => batch.Statements).OfType<CreateTableStatement>())
            {
                tables[table.SchemaObjectName.BaseIdentifier.Value] = table.Definition.ColumnDefinitions.Select(column => column.ColumnIdentifier.Value).ToList();
            }

            foreach (var table in tree.Batches.SelectMany(batch => batch.Statements).OfType<AlterTableAddTableElementStatement>())
            {
                foreach (var column in table.Definition.ColumnDefinitions)
                {
                    tables[table.SchemaObjectName.BaseIdentifier.Value].Add(column.ColumnIdentifier.Value);
                }
            }
        }

        var sqlServer = tables.SelectMany(table => table.Value.Select(column => (table.Key, column)));
        sqlServer.ShouldBe(ExpectedSchema.Columns(), ignoreOrder: true);
    }

    [Fact]
    public void Every_tenant_table_starts_with_the_account()
    {
        string[] shared =
        [
            "installation", "change_counter", "changes", "ring_keys", "organizations", "create_account_requests", "one_time_uses", "sessions", "session_indexes",
            "session_counters",
        ];
        ExpectedSchema.Columns().GroupBy(column => column.Table).Where(table => !shared.Contains(table.Key))
            .ShouldAllBe(table => table.First().Column == "account_id");
    }

    private static SortedDictionary<string, SqlText> Statements()
    {
        var found = new SortedDictionary<string, SqlText>(StringComparer.Ordinal);
        foreach (var type in typeof(SqlText).Assembly.GetTypes().Where(type => type.Name.EndsWith("Sql", StringComparison.Ordinal)))
        {
            foreach (var field in type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic).Where(field => field.FieldType == typeof(SqlText)))
            {
                found.Add($"{type.Name}.{field.Name}", (SqlText)field.GetValue(null)!);
            }
        }

        return found;
    }
}
