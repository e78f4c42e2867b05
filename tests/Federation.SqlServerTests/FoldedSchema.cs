using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Federation.SqlServerTests;

/// <summary>The schema as it stands after all migrations: a model of DacFx takes end states only, so the steps are folded into one.</summary>
public sealed class FoldedSchema
{
    private readonly Dictionary<string, CreateTableStatement> _tables = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, CreateIndexStatement> _indexes = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Statements of migrations that move rows: they are checked like queries.</summary>
    public List<string> DataStatements { get; } = [];

    /// <summary>CREATE statements of the end state.</summary>
    public IEnumerable<string> Definitions
    {
        get
        {
            var generator = new Sql150ScriptGenerator();
            foreach (var statement in _tables.Values.Cast<TSqlStatement>().Concat(_indexes.Values))
            {
                generator.GenerateScript(statement, out var text);
                yield return text;
            }
        }
    }

    public IReadOnlyDictionary<string, CreateTableStatement> Tables => _tables;

    public static FoldedSchema Of(IEnumerable<string> scripts)
    {
        var schema = new FoldedSchema();
        foreach (var script in scripts)
        {
            using var reader = new StringReader(script);
            var tree = (TSqlScript)new TSql150Parser(initialQuotedIdentifiers: true).Parse(reader, out var errors);
            if (errors.Count > 0)
            {
                throw new InvalidOperationException($"{errors[0].Line}:{errors[0].Column} {errors[0].Message}");
            }

            foreach (var statement in tree.Batches.SelectMany(batch => batch.Statements))
            {
                schema.Apply(statement);
            }
        }

        return schema;
    }

    private static string NameOf(SchemaObjectName name) => name.BaseIdentifier.Value;

    private void Apply(TSqlStatement statement)
    {
        switch (statement)
        {
            case CreateTableStatement table:
                _tables.Add(NameOf(table.SchemaObjectName), table);
                break;
            case CreateIndexStatement index:
                _indexes.Add(index.Name.Value, index);
                break;
            case AlterTableAddTableElementStatement add:
                Add(_tables[NameOf(add.SchemaObjectName)].Definition, add.Definition);
                break;
            case AlterTableDropTableElementStatement drop:
                Drop(_tables[NameOf(drop.SchemaObjectName)].Definition, drop);
                break;
            case DropTableStatement drop:
                foreach (var name in drop.Objects)
                {
                    _tables.Remove(NameOf(name));
                }

                break;
            case DropIndexStatement drop:
                foreach (var clause in drop.DropIndexClauses.OfType<DropIndexClause>())
                {
                    _indexes.Remove(clause.Index.Value);
                }

                break;
            case InsertStatement or UpdateStatement or DeleteStatement:
                new Sql150ScriptGenerator().GenerateScript(statement, out var text);
                DataStatements.Add(text);
                break;
            default:
                throw new InvalidOperationException($"a migration holds a {statement.GetType().Name}, which the check cannot fold");
        }
    }

    private static void Add(TableDefinition table, TableDefinition added)
    {
        foreach (var column in added.ColumnDefinitions)
        {
            table.ColumnDefinitions.Add(column);
        }

        foreach (var constraint in added.TableConstraints)
        {
            table.TableConstraints.Add(constraint);
        }
    }

    private static void Drop(TableDefinition table, AlterTableDropTableElementStatement drop)
    {
        foreach (var name in drop.AlterTableDropTableElements.Select(element => element.Name.Value))
        {
            foreach (var column in table.ColumnDefinitions.Where(column => Same(column.ColumnIdentifier, name)).ToList())
            {
                table.ColumnDefinitions.Remove(column);
            }

            foreach (var constraint in table.TableConstraints.Where(constraint => Same(constraint.ConstraintIdentifier, name)).ToList())
            {
                table.TableConstraints.Remove(constraint);
            }
        }
    }

    private static bool Same(Identifier? identifier, string name) => string.Equals(identifier?.Value, name, StringComparison.OrdinalIgnoreCase);
}
