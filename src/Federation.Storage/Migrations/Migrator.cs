using DbUp;
using DbUp.Builder;
using DbUp.Engine;
using Federation.Storage.Sql;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Federation.Storage.Migrations;

/// <summary>Brings the schema to this version, and refuses a schema that is newer, or that was made by scripts other than ours.</summary>
internal sealed class Migrator(
    ConnectionSource connections, Database database, IOptions<StorageOptions> options, TimeProvider timeProvider, ILogger<Migrator> logger) : ISchemaCheck
{
    private readonly IReadOnlyList<MigrationScript> _scripts = MigrationScript.All(options.Value.Provider);

    /// <summary>Makes the directory of a SQLite file.</summary>
    public void Prepare()
    {
        if (connections is SqliteConnections sqlite)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(sqlite.FilePath)!);
        }
    }

    public async Task<IReadOnlyList<string>> FindPendingAsync(CancellationToken cancellationToken)
    {
        if (connections is SqliteConnections { FilePath: var file } && !File.Exists(file))
        {
            throw new StoreInitializationException($"there is no store at `{file}`");
        }

        var (_, applied) = await ReadJournalAsync(cancellationToken);
        Check(applied);
        var pending = _scripts.Where(script => !applied.ContainsKey(script.Name)).Select(script => script.Name).ToList();
        if (pending.Count == 0)
        {
            await VerifyAsync(cancellationToken);
        }

        return pending;
    }

    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        // INVARIANT: the lock is taken before the version is read, so that of two nodes the second sees what the first did.
        await using var migrationLock = await MigrationLock.TakeAsync(connections, cancellationToken);
        var (exists, applied) = await ReadJournalAsync(cancellationToken);
        Check(applied);
        if (_scripts.Any(script => !applied.ContainsKey(script.Name)))
        {
            Upgrade(new Journal(applied, exists, _scripts, connections.Dialect, timeProvider));
        }

        await VerifyAsync(cancellationToken);
    }

    private async Task<(bool Exists, Dictionary<string, string> Applied)> ReadJournalAsync(CancellationToken cancellationToken)
    {
        await using var unit = await database.OpenReadAsync(cancellationToken);
        if (await unit.Session.ScalarAsync<int>(SchemaSql.HasJournal, null, cancellationToken) == 0)
        {
            return (false, []);
        }

        var rows = await unit.Session.ListAsync<JournalRow>(SchemaSql.ReadJournal, null, cancellationToken);
        return (true, rows.ToDictionary(row => row.ScriptName, row => row.ScriptHash, StringComparer.Ordinal));
    }

    private void Check(Dictionary<string, string> applied)
    {
        foreach (var (name, hash) in applied)
        {
            var script = _scripts.FirstOrDefault(candidate => candidate.Name == name)
                ?? throw new StoreInitializationException($"the database was migrated by a newer version: it holds the script `{name}`; start that version or restore a backup");
            if (script.Hash != hash)
            {
                throw new StoreInitializationException($"the script `{name}` is not the one that the database was migrated with; start the version it was migrated with");
            }
        }
    }

    private void Upgrade(Journal journal)
    {
        UpgradeEngineBuilder builder = connections switch
        {
            SqliteConnections sqlite => DeployChanges.To.SqliteDatabase(
                new SqliteConnectionStringBuilder { DataSource = sqlite.FilePath, Pooling = false }.ToString()),
            SqlServerConnections sqlServer => DeployChanges.To.SqlDatabase(sqlServer.ConnectionString),
            _ => throw new InvalidOperationException("no migration is known for this database"),
        };
        var engine = builder
            .WithScripts(_scripts.Select((script, order) => new SqlScript(script.Name, script.Text, new SqlScriptOptions { RunGroupOrder = order })))
            .JournalTo(journal)
            .WithTransactionPerScript()
            .WithVariablesDisabled()
            .LogTo(new DbUpLog(logger))
            .Build();
        var result = engine.PerformUpgrade();
        if (!result.Successful)
        {
            throw result.Error is System.Data.Common.DbException failure && connections.Dialect.IsUnavailable(failure)
                ? Failures.Unavailable(connections.Dialect, failure)
                : new StoreInitializationException($"the script `{result.ErrorScript?.Name}` failed and was undone", result.Error);
        }
    }

    private async Task VerifyAsync(CancellationToken cancellationToken)
    {
        await using var unit = await database.OpenReadAsync(cancellationToken);
        var columns = await unit.Session.ListAsync<ColumnRow>(SchemaSql.Columns, null, cancellationToken);
        var actual = columns.Select(row => (row.TableName, row.ColumnName)).ToHashSet();
        var missing = ExpectedSchema.Columns().Where(column => !actual.Contains(column)).Select(column => $"{column.Table}.{column.Column}").ToList();
        if (missing.Count > 0)
        {
            throw new StoreInitializationException($"the schema is damaged: `{string.Join("`, `", missing)}` is missing; restore a backup");
        }
    }

    private sealed class JournalRow
    {
        public required string ScriptName { get; init; }

        public required string ScriptHash { get; init; }
    }

    private sealed class ColumnRow
    {
        public required string TableName { get; init; }

        public required string ColumnName { get; init; }
    }
}
