using System.Data;
using DbUp.Engine;
using Federation.Storage.Sql;

namespace Federation.Storage.Migrations;

/// <summary>
/// DbUp's journal with the hash of each script beside its name. What was applied is read and checked by the <see cref="Migrator"/> before DbUp runs; the
/// entry of a script is written in the script's own transaction.
/// </summary>
internal sealed class Journal(IReadOnlyDictionary<string, string> applied, bool exists, IReadOnlyList<MigrationScript> scripts, Dialect dialect, TimeProvider timeProvider)
    : IJournal
{
    private bool _exists = exists;

    public string[] GetExecutedScripts() => [.. applied.Keys];

    public void EnsureTableExistsAndIsLatestVersion(Func<IDbCommand> dbCommandFactory)
    {
        if (_exists)
        {
            return;
        }

        using var command = dbCommandFactory();
        command.CommandText = SchemaSql.CreateJournal.For(dialect);
        command.ExecuteNonQuery();
        _exists = true;
    }

    public void StoreExecutedScript(SqlScript script, Func<IDbCommand> dbCommandFactory)
    {
        EnsureTableExistsAndIsLatestVersion(dbCommandFactory);
        var done = scripts.Single(candidate => candidate.Name == script.Name);
        using var command = dbCommandFactory();
        command.CommandText = SchemaSql.AddToJournal.For(dialect);
        Add(command, "@name", done.Name);
        Add(command, "@hash", done.Hash);
        Add(command, "@appliedAt", Instants.Of(timeProvider.GetUtcNow()));
        command.ExecuteNonQuery();
    }

    private static void Add(IDbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
    }
}
