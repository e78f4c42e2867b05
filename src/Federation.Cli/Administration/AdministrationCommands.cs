using System.CommandLine;
using Federation.Cli.Login;
using Federation.Cli.Policy;

namespace Federation.Cli.Administration;

/// <summary><c>fed idp</c>, and what the verbs of administrators share: they call the gateway's own operations.</summary>
internal static class AdministrationCommands
{
    public static Command CreateIdp(CommandStreams streams) => new("idp", "Manage identity providers.") { CreateImport(streams) };

    private static Command CreateImport(CommandStreams streams)
    {
        var source = new Argument<string>("source") { Description = "metadata: a file, - for standard input, or a URL from which the gateway fetches it from now on" };
        var name = new Option<string>("--name") { Description = "name of the provider; one of that name is brought up to date", Required = true };
        var anchor = new Option<string?>("--trust-anchor") { Description = "PEM file of the certificate that signs the metadata" };
        var preset = new Option<string?>("--preset") { Description = "Entra, Okta, AdFs, Google, Keycloak, LemonLdapNg or Shibboleth" };
        var (url, role, output) = (UrlOption(), RoleOption(), OutputOption.Create());
        var command = new Command("import", "Make a SAML identity provider from its metadata, or bring it up to date; prints its ARN.") { source, name, anchor, preset, url, role, output };
        command.SetAction((parsed, cancellationToken) => RunAsync(streams, "idp import", parsed.GetValue(url), parsed.GetValue(role), client => new ProviderImport(streams, client).RunAsync(
            new ImportOrder(parsed.GetRequiredValue(name), parsed.GetRequiredValue(source), parsed.GetValue(anchor), parsed.GetValue(preset)), parsed.GetValue(output), cancellationToken), cancellationToken));
        return command;
    }

    internal static Option<string?> UrlOption() => new("--url") { Description = "address of the gateway, with the credentials of the environment; FED_URL by default" };

    internal static Option<string?> RoleOption() => new("--role") { Description = "a role of your session (`fed login`); without it AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY count" };

    /// <summary>Runs a verb as its caller and turns what is refused into one line.</summary>
    internal static Task<int> RunAsync(
        CommandStreams streams, string verb, string? url, string? role, Func<OperationClient, Task<int>> work, CancellationToken cancellationToken) =>
        GuardAsync(streams, verb, async () =>
        {
            using var client = await ConnectAsync(url, role, cancellationToken);
            return await work(client);
        });

    internal static async Task<OperationClient> ConnectAsync(string? url, string? role, CancellationToken cancellationToken) =>
        new(await CallerCredentials.FindAsync(url, role, cancellationToken), TimeProvider.System);

    internal static async Task<int> GuardAsync(CommandStreams streams, string verb, Func<Task<int>> run)
    {
        try
        {
            return await run();
        }
        catch (InputFileException exception)
        {
            await streams.Error.WriteLineAsync($"fed {verb}: {exception.Message}");
            return ExitCodes.Usage;
        }
        catch (CliException exception)
        {
            await streams.Error.WriteLineAsync($"fed {verb}: {exception.Message}");
            return ExitCodes.Refused;
        }
    }
}
