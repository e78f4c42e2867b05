using System.Globalization;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Federation.SqlServerTests;

/// <summary>What DacFx lets pass: keys over 900 bytes (clustered) and several cascades into one table.</summary>
public static class KeyLengths
{
    private const int ClusteredBytes = 900;

    public static IReadOnlyList<string> TooLong(FoldedSchema schema)
    {
        var problems = new List<string>();
        foreach (var (name, table) in schema.Tables)
        {
            var sizes = table.Definition.ColumnDefinitions.ToDictionary(column => column.ColumnIdentifier.Value, SizeOf, StringComparer.OrdinalIgnoreCase);
            var inColumns = table.Definition.ColumnDefinitions
                .Where(column => column.Constraints.OfType<UniqueConstraintDefinition>().Any())
                .Select(column => new[] { column.ColumnIdentifier.Value });
            var ofTable = table.Definition.TableConstraints.OfType<UniqueConstraintDefinition>()
                .Select(constraint => constraint.Columns.Select(column => column.Column.MultiPartIdentifier[0].Value).ToArray());
            problems.AddRange(inColumns.Concat(ofTable)
                .Where(key => key.Sum(column => sizes[column]) > ClusteredBytes)
                .Select(key => $"{name} ({string.Join(", ", key)})"));
        }

        return problems;
    }

    public static IReadOnlyList<string> TablesOfSeveralCascades(FoldedSchema schema) =>
        [.. schema.Tables.Where(table => Cascades(table.Value) > 1).Select(table => table.Key)];

    private static int Cascades(CreateTableStatement table) =>
        table.Definition.TableConstraints.Concat(table.Definition.ColumnDefinitions.SelectMany(column => column.Constraints))
            .OfType<ForeignKeyConstraintDefinition>().Count(key => key.DeleteAction == DeleteUpdateAction.Cascade);

    private static int SizeOf(ColumnDefinition column) => column.DataType is not SqlDataTypeReference type ? 8 : type.SqlDataTypeOption switch
    {
        SqlDataTypeOption.NVarChar => 2 * Length(type),
        SqlDataTypeOption.VarChar or SqlDataTypeOption.VarBinary => Length(type),
        _ => 8,
    };

    private static int Length(SqlDataTypeReference type) =>
        type.Parameters is [IntegerLiteral size] ? int.Parse(size.Value, CultureInfo.InvariantCulture) : 1_000_000;
}
