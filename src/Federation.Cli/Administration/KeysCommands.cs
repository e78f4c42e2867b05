using System.CommandLine;
using Federation.Cli.Policy;

namespace Federation.Cli.Administration;

/// <summary><c>fed keys</c>: the keys of the gateway itself.</summary>
internal static class KeysCommands
{
    public static Command Create(CommandStreams streams) => new("keys", "Roll the gateway's own keys over: those of SAML, of session tokens and of stored secrets.") { CreateList(streams), CreateAnnounce(streams), CreateRotate(streams) };

    private static Command CreateList(CommandStreams streams)
    {
        var purpose = PurposeOption();
        var command = new Command("list", "List the SAML keys, or with --purpose others.") { purpose };
        SetAction(command, streams, (parsed, client, output, cancellationToken) => parsed.GetValue(purpose) is { } sealing
            ? new SealingKeysHandler(streams, client).ListAsync(sealing, output, cancellationToken)
            : new SamlKeysHandler(streams, client).RunAsync("ListSamlKeys", null, force: false, output, cancellationToken));
        return command;
    }

    private static Command CreateAnnounce(CommandStreams streams)
    {
        var use = UseOption(isRequired: true);
        var command = new Command("announce", "Show the next SAML key in the gateway's metadata; nothing is made with it yet. The next keys of --purpose are always announced.") { use };
        SetAction(command, streams, (parsed, client, output, cancellationToken) =>
            new SamlKeysHandler(streams, client).RunAsync("AnnounceSamlKey", parsed.GetValue(use), force: false, output, cancellationToken));
        return command;
    }

    private static Command CreateRotate(CommandStreams streams)
    {
        var (use, purpose) = (UseOption(isRequired: false), PurposeOption());
        var force = new Option<bool>("--force") { Description = "for a key that was stolen: at once, although identity providers may not have read the next key; with session-tokens all temporary credentials end" };
        var command = new Command("rotate", "Use the announced key.") { use, purpose, force };
        command.Validators.Add(result =>
        {
            if (result.GetResult(use) is null == result.GetResult(purpose) is null)
            {
                result.AddError("say which key: --use for SAML's, or --purpose");
            }
        });
        SetAction(command, streams, (parsed, client, output, cancellationToken) => parsed.GetValue(purpose) is { } sealing
            ? new SealingKeysHandler(streams, client).RotateAsync(sealing, parsed.GetValue(force), output, cancellationToken)
            : new SamlKeysHandler(streams, client).RunAsync("RotateSamlKey", parsed.GetValue(use), parsed.GetValue(force), output, cancellationToken));
        return command;
    }

    private static void SetAction(Command command, CommandStreams streams, Func<ParseResult, OperationClient, OutputFormat, CancellationToken, Task<int>> run)
    {
        var (url, role, output) = (AdministrationCommands.UrlOption(), AdministrationCommands.RoleOption(), OutputOption.Create());
        command.Options.Add(url);
        command.Options.Add(role);
        command.Options.Add(output);
        command.SetAction((parsed, cancellationToken) => AdministrationCommands.RunAsync(
            streams, "keys " + command.Name, parsed.GetValue(url), parsed.GetValue(role), client => run(parsed, client, parsed.GetValue(output), cancellationToken), cancellationToken));
    }

    private static Option<string?> UseOption(bool isRequired)
    {
        var use = new Option<string?>("--use") { Description = "a SAML key: Signing or Encryption", Required = isRequired };
        use.AcceptOnlyFromAmong("Signing", "Encryption");
        return use;
    }

    private static Option<string?> PurposeOption()
    {
        var purpose = new Option<string?>("--purpose") { Description = "another key: session-tokens or stored-secrets" };
        purpose.AcceptOnlyFromAmong(SealingKeysHandler.SessionTokens, SealingKeysHandler.StoredSecrets);
        return purpose;
    }
}
