using Microsoft.SqlServer.Dac.Model;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Federation.SqlServerTests;

/// <summary>Binds queries to the schema without a server. Every message counts, whatever its severity: an unknown table is only a warning.</summary>
public sealed class Binder : IDisposable
{
    private const string QueryName = "query.sql";

    // System procedures are unknown to the model.
    private const string LockStub =
        """
        CREATE PROCEDURE dbo.sp_getapplock @Resource NVARCHAR(255), @LockMode VARCHAR(32), @LockOwner VARCHAR(32) = 'Transaction', @LockTimeout INT = -1,
          @DbPrincipal sysname = 'public' AS RETURN 0;
        """;

    private readonly TSqlModel _model = new(SqlServerVersion.Sql150, new TSqlModelOptions());

    public Binder(IEnumerable<string> definitions)
    {
        foreach (var definition in definitions)
        {
            _model.AddObjects(definition);
        }

        _model.AddObjects(LockStub);
    }

    public IReadOnlyList<string> ValidateSchema() => Messages();

    /// <summary>What is wrong with a query; empty where every name is bound. Syntax errors spoil the model: take a new one.</summary>
    public IReadOnlyList<string> Check(string sql)
    {
        var declarations = string.Join(", ", Parameters(sql).Select(name => $"{name} NVARCHAR(MAX)"));
        try
        {
            _model.AddOrUpdateObjects($"CREATE PROCEDURE dbo.query_under_test {declarations} AS BEGIN {sql}\n; END", QueryName, new TSqlObjectOptions());
        }
        catch (DacModelException e)
        {
            return [e.Message];
        }

        var messages = Messages();
        _model.DeleteObjects(QueryName);
        return messages;
    }

    public void Dispose() => _model.Dispose();

    private static SortedSet<string> Parameters(string sql)
    {
        using var reader = new StringReader(sql);
        var visitor = new VariableVisitor();
        new TSql150Parser(initialQuotedIdentifiers: true).Parse(reader, out _)?.Accept(visitor);
        visitor.Used.ExceptWith(visitor.Declared);
        return visitor.Used;
    }

    private List<string> Messages() => [.. _model.Validate().Select(message => $"{message.Prefix}{message.Number} {message.Message}")];

    private sealed class VariableVisitor : TSqlFragmentVisitor
    {
        public SortedSet<string> Used { get; } = new(StringComparer.OrdinalIgnoreCase);

        public HashSet<string> Declared { get; } = new(StringComparer.OrdinalIgnoreCase);

        public override void Visit(VariableReference node) => Used.Add(node.Name);

        public override void Visit(DeclareVariableElement node) => Declared.Add(node.VariableName.Value);

        public override void ExplicitVisit(ExecuteParameter node)
        {
            // The name of a procedure's parameter is no variable of ours.
            node.ParameterValue?.Accept(this);
        }
    }
}
