using System.Globalization;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Federation.StorageTests.Sql;

/// <summary>Parses T-SQL by the grammar of SQL Server 2019 and finds the forms that do not run everywhere. Returns what is wrong.</summary>
public static class TSqlRules
{
    public static IReadOnlyList<string> Check(string sql)
    {
        var parser = new TSql150Parser(initialQuotedIdentifiers: true);
        using var reader = new StringReader(sql);
        var tree = parser.Parse(reader, out var errors);
        if (errors.Count > 0)
        {
            return [.. errors.Select(error => string.Create(CultureInfo.InvariantCulture, $"syntax {error.Line}:{error.Column} {error.Message}"))];
        }

        var visitor = new Visitor();
        tree.Accept(visitor);
        return visitor.Problems;
    }

    private sealed class Visitor : TSqlFragmentVisitor
    {
        private const int MaxUnicodeCharacters = 4000;
        private const int MaxNameLength = 63;

        // SQL Server's list of future keywords and PostgreSQL's reserved words that a person might choose.
        private static readonly HashSet<string> Reserved = new(
            [
                "action", "admin", "after", "alias", "array", "before", "binary", "boolean", "call", "cascaded", "catalog", "ctid", "date", "deferrable", "end",
                "every", "free", "get", "go", "group", "host", "ignore", "input", "intersect", "interval", "language", "last", "limit", "local", "new", "object",
                "offset", "old", "only", "operation", "order", "out", "output", "parameter", "partial", "position", "prefix", "reads", "ref", "result", "returns",
                "role", "row", "rows", "session", "size", "state", "system", "time", "timestamp", "user", "value", "variable", "window", "without", "xmin",
            ],
            StringComparer.OrdinalIgnoreCase);

        public List<string> Problems { get; } = [];

        public override void Visit(MergeStatement node) => Problems.Add("MERGE");

        public override void Visit(TableHint node) => Problems.Add("table hint");

        public override void Visit(OptimizerHint node) => Problems.Add("query hint");

        public override void Visit(CreateOrAlterProcedureStatement node) => Problems.Add("CREATE OR ALTER");

        public override void Visit(CreateOrAlterViewStatement node) => Problems.Add("CREATE OR ALTER");

        public override void Visit(CreateOrAlterFunctionStatement node) => Problems.Add("CREATE OR ALTER");

        public override void Visit(CreateOrAlterTriggerStatement node) => Problems.Add("CREATE OR ALTER");

        public override void Visit(AlterViewStatement node) => Problems.Add("ALTER VIEW");

        public override void Visit(AlterTableAlterColumnStatement node) => Problems.Add("ALTER COLUMN");

        public override void Visit(AlterDatabaseStatement node) => Problems.Add("ALTER DATABASE");

        public override void Visit(WaitForStatement node) => Problems.Add("WAITFOR");

        public override void Visit(TopRowFilter node)
        {
            if (node.WithTies)
            {
                Problems.Add("WITH TIES");
            }
        }

        public override void Visit(IndexDefinition node) => Problems.Add("INDEX inside CREATE TABLE");

        public override void Visit(WithCtesAndXmlNamespaces node) => Problems.Add("common table expression");

        public override void Visit(AlterTableAddTableElementStatement node)
        {
            if (node.Definition.ColumnDefinitions.Count + node.Definition.TableConstraints.Count > 1)
            {
                Problems.Add("several elements in one ADD");
            }
        }

        public override void Visit(ForeignKeyConstraintDefinition node)
        {
            if (node.Columns.Count == 0 && node.ConstraintIdentifier is null)
            {
                Problems.Add("foreign key without a name");
            }
        }

        public override void Visit(SqlDataTypeReference node)
        {
            if (node.SqlDataTypeOption is SqlDataTypeOption.NVarChar or SqlDataTypeOption.NChar
                && node.Parameters is [IntegerLiteral size] && int.Parse(size.Value, CultureInfo.InvariantCulture) > MaxUnicodeCharacters)
            {
                Problems.Add($"NVARCHAR({size.Value})");
            }

            if (node.SqlDataTypeOption is SqlDataTypeOption.Text or SqlDataTypeOption.NText or SqlDataTypeOption.Image or SqlDataTypeOption.DateTime)
            {
                Problems.Add($"type {node.SqlDataTypeOption}");
            }
        }

        public override void Visit(ColumnDefinition node)
        {
            if (node.Collation is { Value: not "Latin1_General_100_BIN2" and var collation })
            {
                Problems.Add($"collation {collation}");
            }

            if (node.DataType is SqlDataTypeReference { SqlDataTypeOption: SqlDataTypeOption.VarChar, Parameters: [IntegerLiteral, ..] } && node.Collation is null)
            {
                Problems.Add($"VARCHAR column {node.ColumnIdentifier.Value} without a binary collation");
            }

            Name(node.ColumnIdentifier);
        }

        public override void Visit(CreateTableStatement node) => Name(node.SchemaObjectName.BaseIdentifier);

        public override void Visit(CreateIndexStatement node) => Name(node.Name);

        public override void Visit(Identifier node)
        {
            if (node.QuoteType != QuoteType.NotQuoted)
            {
                Problems.Add($"quoted name {node.Value}");
            }
        }

        public override void Visit(InsertSpecification node)
        {
            var columns = node.Columns.Count;
            if (columns == 0)
            {
                Problems.Add("INSERT without column names");
                return;
            }

            var counts = node.InsertSource switch
            {
                ValuesInsertSource values => values.RowValues.Select(row => row.ColumnValues.Count),
                SelectInsertSource { Select: QuerySpecification query } => [query.SelectElements.Count],
                _ => [],
            };
            Problems.AddRange(counts.Where(count => count != columns).Select(count => $"INSERT of {columns} columns has {count} values"));
        }

        public override void Visit(SelectStarExpression node) => Problems.Add("SELECT *");

        private void Name(Identifier identifier)
        {
            if (Reserved.Contains(identifier.Value))
            {
                Problems.Add($"reserved word {identifier.Value}");
            }

            if (identifier.Value.Length > MaxNameLength)
            {
                Problems.Add($"long name {identifier.Value}");
            }
        }
    }
}
