using System.CommandLine;
using Federation.Cli.Login;
using Federation.Model.Identifiers;

namespace Federation.Cli.Offline;

/// <summary><c>fed root reset</c>.</summary>
internal static class RootCommands
{
    public static Command Create(CommandStreams streams) => new("root", "The break-glass of an account's root.") { CreateReset(streams) };

    private static Command CreateReset(CommandStreams streams)
    {
        var directory = DataDirectoryOption.Create();
        var account = new Option<string?>("--account") { Description = "twelve digits; the management account by default" };
        var command = new Command("reset", "Replace all access keys of an account's root by a new one. Needs the store and its key-encryption key; audited.") { directory, account };
        command.SetAction((parsed, cancellationToken) => OfflineStore.GuardAsync(streams, "root reset", async () =>
        {
            var text = parsed.GetValue(account);
            AccountId? chosen = text is null ? null : AccountId.TryCreate(text, out var known) ? known : throw new CliException($"`{text}` is not an account id: it has twelve digits");
            await using var store = OfflineStore.Describe(parsed.GetValue(directory), Environment.GetEnvironmentVariable, TimeProvider.System);
            var path = await new RootReset(store, TimeProvider.System).RunAsync(chosen, cancellationToken);
            await streams.Output.WriteLineAsync($"The old access keys of root count no longer. The new one is in {path}");
            return ExitCodes.Done;
        }));
        return command;
    }
}
