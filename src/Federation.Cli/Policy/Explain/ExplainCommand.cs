using System.CommandLine;

namespace Federation.Cli.Policy.Explain;

/// <summary><c>fed policy explain</c>.</summary>
internal static class ExplainCommand
{
    public static Command Create(CommandStreams streams)
    {
        var file = new Option<string>("--case") { Description = "one evaluation case as JSON; - is standard input", DefaultValueFactory = _ => "-" };
        var output = OutputOption.Create();
        var command = new Command("explain", "Say why a request is allowed or denied. Exit code 1 when denied.") { file, output };
        command.SetAction((parsed, cancellationToken) => new ExplainHandler(streams).RunAsync(parsed.GetRequiredValue(file), parsed.GetValue(output), cancellationToken));
        return command;
    }
}
