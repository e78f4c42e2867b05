using System.CommandLine;
using Federation.Policy.Lint;

namespace Federation.Cli.Policy.Check;

/// <summary><c>fed policy check</c>.</summary>
internal static class CheckCommand
{
    private const string Gateway = "gateway";
    private const string None = "none";

    public static Command Create(CommandStreams streams)
    {
        var files = new Argument<string[]>("files") { Description = "policy documents; - is standard input", Arity = ArgumentArity.OneOrMore };
        var kind = PolicyKindOption.Create();
        var catalogue = new Option<string>("--catalogue") { Description = $"actions, resources and condition keys that are judged: {Gateway} for those that this gateway serves, {None} for no service's", DefaultValueFactory = _ => Gateway };
        catalogue.AcceptOnlyFromAmong(Gateway, None);
        var output = OutputOption.Create();
        var command = new Command("check", "Find mistakes and dangers in policy documents. Exit code 1 when anything is found.") { files, kind, catalogue, output };
        command.SetAction((parsed, cancellationToken) =>
            new CheckHandler(streams, parsed.GetValue(catalogue) == Gateway ? GatewayCatalogue.Instance : null).RunAsync(parsed.GetRequiredValue(files), PolicyKindOption.Parse(parsed.GetRequiredValue(kind)), parsed.GetValue(output), cancellationToken));
        return command;
    }
}
