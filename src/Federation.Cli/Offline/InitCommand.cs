using System.CommandLine;
using Federation.Cli.Login;
using Federation.Cli.Policy;
using Federation.Model.Identifiers;

namespace Federation.Cli.Offline;

/// <summary><c>fed init</c>.</summary>
internal static class InitCommand
{
    public static Command Create(CommandStreams streams)
    {
        var directory = DataDirectoryOption.Create();
        var account = new Option<string?>("--account") { Description = "twelve digits for the management account; Federation__Bootstrap__AccountId by default, else generated" };
        var output = OutputOption.Create();
        var command = new Command("init", "Make the management account, its root access key and the role FederationAdministrator on an empty store, before the gateway's first start.") { directory, account, output };
        command.SetAction((parsed, cancellationToken) => OfflineStore.GuardAsync(streams, "init", async () =>
        {
            var text = parsed.GetValue(account) ?? Environment.GetEnvironmentVariable("Federation__Bootstrap__AccountId");
            AccountId? chosen = string.IsNullOrEmpty(text) ? null : AccountId.TryCreate(text, out var known) ? known : throw new CliException($"`{text}` is not an account id: it has twelve digits");
            await using var store = OfflineStore.Describe(parsed.GetValue(directory), Environment.GetEnvironmentVariable, TimeProvider.System);
            var (made, path) = await new Initialization(store).RunAsync(chosen, cancellationToken);
            await streams.Output.WriteLineAsync(parsed.GetValue(output) == OutputFormat.Json
                ? JsonOutput.Line(new { accountId = made.Value, rootCredentials = path })
                : $"Root credentials of account {made} are in {path}");
            return ExitCodes.Done;
        }));
        return command;
    }
}
