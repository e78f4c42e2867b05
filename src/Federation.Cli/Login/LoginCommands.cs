using System.CommandLine;
using Federation.Cli.Policy;

namespace Federation.Cli.Login;

/// <summary><c>fed login</c>, <c>roles</c>, <c>credentials</c>, <c>whoami</c>.</summary>
internal static class LoginCommands
{
    private const int ShortestSession = 900;

    public static Command CreateLogin(CommandStreams streams)
    {
        var url = new Option<string>("--url") { Description = "address of the gateway; FED_URL by default", DefaultValueFactory = _ => Environment.GetEnvironmentVariable("FED_URL") ?? string.Empty };
        var noBrowser = new Option<bool>("--no-browser") { Description = "print the address and type the code, for machines without a browser" };
        var command = new Command("login", "Sign in with your browser: one login, all your roles.") { url, noBrowser };
        command.SetAction((parsed, cancellationToken) => GuardAsync(streams, "login", () =>
            parsed.GetValue(url) is { Length: > 0 } address
                ? new LoginHandler(streams, SessionFile.OfUser(), LoginHandler.OpenBrowser).RunAsync(address, parsed.GetValue(noBrowser), cancellationToken)
                : throw new CliException("say where the gateway is: --url https://…, or FED_URL")));
        return command;
    }

    public static Command CreateRoles(CommandStreams streams)
    {
        var output = OutputOption.Create();
        var command = new Command("roles", "List the roles of your session, by account.") { output };
        command.SetAction((parsed, cancellationToken) => GuardAsync(streams, "roles", () => Handlers(streams).RolesAsync(parsed.GetValue(output), cancellationToken)));
        return command;
    }

    public static Command CreateCredentials(CommandStreams streams)
    {
        var role = new Option<string>("--role") { Description = "ARN, ACCOUNT/ROLE (the account's name or number), or a role name", Required = true };
        var duration = new Option<int?>("--duration-seconds") { Description = "length of the session; cut to what the role allows" };
        duration.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() is < ShortestSession)
            {
                result.AddError($"--duration-seconds is at least {ShortestSession.ToString(System.Globalization.CultureInfo.InvariantCulture)}");
            }
        });
        var command = new Command("credentials", "Print credentials of a role as AWS's credential_process does.") { role, duration };
        command.SetAction((parsed, cancellationToken) => GuardAsync(
            streams, "credentials", () => Handlers(streams).CredentialsAsync(parsed.GetRequiredValue(role), parsed.GetValue(duration), cancellationToken)));
        return command;
    }

    public static Command CreateWhoAmI(CommandStreams streams)
    {
        var output = OutputOption.Create();
        var command = new Command("whoami", "Say who is signed in, by whom, and until when.") { output };
        command.SetAction((parsed, cancellationToken) => GuardAsync(streams, "whoami", () => Handlers(streams).WhoAmIAsync(parsed.GetValue(output), cancellationToken)));
        return command;
    }

    private static SessionHandlers Handlers(CommandStreams streams) => new(streams, SessionFile.OfUser(), TimeProvider.System);

    private static async Task<int> GuardAsync(CommandStreams streams, string verb, Func<Task<int>> run)
    {
        try
        {
            return await run();
        }
        catch (CliException exception)
        {
            await streams.Error.WriteLineAsync($"fed {verb}: {exception.Message}");
            return ExitCodes.Refused;
        }
    }
}
