using System.Reflection;
using Federation.Storage;
using Federation.Storage.Migrations;
using Federation.Storage.Sql;

namespace Federation.SqlServerTests;

/// <summary>Every statement and migration of the product, bound to the schema.</summary>
public sealed class BindingTests
{
    // The model knows no system views.
    private static readonly string[] ReadsSystemViews = ["SchemaSql.HasJournal", "SchemaSql.HasInstallation", "SchemaSql.Columns"];

    [Fact]
    public void The_schema_is_whole()
    {
        var schema = Schema();
        using var binder = new Binder(schema.Definitions);
        binder.ValidateSchema().ShouldBeEmpty();
        foreach (var statement in schema.DataStatements)
        {
            binder.Check(statement).ShouldBeEmpty(statement);
        }
    }

    [Fact]
    public void Every_statement_binds()
    {
        using var binder = new Binder([.. Schema().Definitions, .. FoldedSchema.Of([SchemaSql.CreateJournal.For(Dialect.SqlServer)]).Definitions]);
        var checkedStatements = 0;
        foreach (var (name, text) in Statements())
        {
            if (name == "SchemaSql.CreateJournal" || ReadsSystemViews.Contains(name))
            {
                continue;
            }

            binder.Check(text).ShouldBeEmpty($"{name}: {text}");
            checkedStatements++;
        }

        checkedStatements.ShouldBeGreaterThan(80);
    }

    [Fact]
    public void No_index_key_is_longer_than_SQL_Server_allows() => KeyLengths.TooLong(Schema()).ShouldBeEmpty();

    [Fact]
    public void No_two_cascades_reach_one_table() => KeyLengths.TablesOfSeveralCascades(Schema()).ShouldBeEmpty();

    private static FoldedSchema Schema() => FoldedSchema.Of(MigrationScript.All(DatabaseProvider.SqlServer).Select(script => script.Text));

    private static IEnumerable<(string Name, string Text)> Statements() =>
        from type in typeof(SqlText).Assembly.GetTypes()
        where type.Name.EndsWith("Sql", StringComparison.Ordinal)
        from field in type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
        where field.FieldType == typeof(SqlText)
        select ($"{type.Name}.{field.Name}", ((SqlText)field.GetValue(null)!).For(Dialect.SqlServer));
}
