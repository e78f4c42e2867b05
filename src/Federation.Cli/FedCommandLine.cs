using System.CommandLine;
using Federation.Cli.Administration;
using Federation.Cli.Login;
using Federation.Cli.Offline;
using Federation.Cli.Policy;

namespace Federation.Cli;

/// <summary>The command <c>fed</c>.</summary>
internal static class FedCommandLine
{
    /// <summary>Every verb, one line each.</summary>
    private static readonly Func<CommandStreams, Command>[] Verbs =
    [
        PolicyCommand.Create,
        LoginCommands.CreateLogin,
        LoginCommands.CreateRoles,
        LoginCommands.CreateCredentials,
        LoginCommands.CreateWhoAmI,
        RoleCommands.Create,
        AuditCommands.Create,
        InitCommand.Create,
        DatabaseCommands.Create,
        RootCommands.Create,
        AdministrationCommands.CreateIdp,
        KeysCommands.Create,
    ];

    /// <summary>Parses and runs; gives the exit code.</summary>
    public static async Task<int> InvokeAsync(IReadOnlyList<string> arguments, CommandStreams streams, CancellationToken cancellationToken)
    {
        var root = new RootCommand("Federation: identity federation, temporary credentials and policies.");
        foreach (var verb in Verbs)
        {
            root.Subcommands.Add(verb(streams));
        }

        var parsed = root.Parse(arguments);
        var exitCode = await parsed.InvokeAsync(new InvocationConfiguration { Output = streams.Output, Error = streams.Error }, cancellationToken);

        // The library gives 1 for what it cannot parse; that code means "refused" here.
        return parsed.Errors.Count > 0 ? ExitCodes.Usage : exitCode;
    }
}
