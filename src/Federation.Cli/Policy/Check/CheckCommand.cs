using System.CommandLine;

namespace Federation.Cli.Policy.Check;

/// <summary><c>fed policy check</c>.</summary>
internal static class CheckCommand
{
    public static Command Create(CommandStreams streams)
    {
        var files = new Argument<string[]>("files") { Description = "policy documents; - is standard input", Arity = ArgumentArity.OneOrMore };
        var kind = PolicyKindOption.Create();
        var output = OutputOption.Create();
        var command = new Command("check", "Find mistakes and dangers in policy documents. Exit code 1 when anything is found.") { files, kind, output };
        command.SetAction((parsed, cancellationToken) =>
            new CheckHandler(streams).RunAsync(parsed.GetRequiredValue(files), PolicyKindOption.Parse(parsed.GetRequiredValue(kind)), parsed.GetValue(output), cancellationToken));
        return command;
    }
}
