using System.CommandLine;
using Federation.Storage;
using Federation.Storage.Migrations;

namespace Federation.Cli.Offline;

/// <summary><c>fed db check</c>, <c>migrate</c>, <c>script</c>.</summary>
internal static class DatabaseCommands
{
    public static Command Create(CommandStreams streams) => new("db", "Look at the gateway's schema, bring it up to date, or print it.")
    {
        CreateCheck(streams), CreateMigrate(streams), CreateScript(streams),
    };

    private static Command CreateCheck(CommandStreams streams)
    {
        var directory = DataDirectoryOption.Create();
        var command = new Command("check", "Say which migrations wait; change nothing. Exits with 1 where some do.") { directory };
        command.SetAction((parsed, cancellationToken) => OfflineStore.GuardAsync(streams, "db check", async () =>
        {
            await using var store = OfflineStore.Describe(parsed.GetValue(directory), Environment.GetEnvironmentVariable, TimeProvider.System);
            var pending = await store.Get<ISchemaCheck>().FindPendingAsync(cancellationToken);
            foreach (var name in pending)
            {
                await streams.Output.WriteLineAsync($"waits: {name}");
            }

            if (pending.Count > 0)
            {
                return ExitCodes.Refused;
            }

            await streams.Output.WriteLineAsync("the schema is up to date and whole");
            return ExitCodes.Done;
        }));
        return command;
    }

    private static Command CreateMigrate(CommandStreams streams)
    {
        var directory = DataDirectoryOption.Create();
        var command = new Command("migrate", "Bring the schema to this version, as the gateway's start does.") { directory };
        command.SetAction((parsed, cancellationToken) => OfflineStore.GuardAsync(streams, "db migrate", async () =>
        {
            await using var store = OfflineStore.Describe(parsed.GetValue(directory), Environment.GetEnvironmentVariable, TimeProvider.System);
            await store.Get<IStoreInitializer>().InitializeAsync(cancellationToken);
            await streams.Output.WriteLineAsync("the schema is up to date and whole");
            return ExitCodes.Done;
        }));
        return command;
    }

    private static Command CreateScript(CommandStreams streams)
    {
        var provider = new Option<DatabaseProvider>("--provider") { Description = "Sqlite or SqlServer", DefaultValueFactory = _ => DatabaseProvider.SqlServer };
        var command = new Command("script", "Print the whole schema with its journal, for a database that an administrator migrates.") { provider };
        command.SetAction(async (parsed, _) =>
        {
            await streams.Output.WriteAsync(SchemaScript.Render(parsed.GetValue(provider), TimeProvider.System.GetUtcNow()));
            return ExitCodes.Done;
        });
        return command;
    }
}

/// <summary>The option <c>--data-directory</c> of the offline verbs.</summary>
internal static class DataDirectoryOption
{
    public static Option<string?> Create() => new("--data-directory")
    {
        Description = "the gateway's data directory; Federation__DataDirectory by default, else ./data. Database and keys are found by the gateway's Federation__Database__* and Federation__Keys__* variables",
    };
}
