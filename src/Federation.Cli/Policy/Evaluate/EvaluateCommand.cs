using System.CommandLine;

namespace Federation.Cli.Policy.Evaluate;

/// <summary><c>fed policy evaluate</c>.</summary>
internal static class EvaluateCommand
{
    public static Command Create(CommandStreams streams)
    {
        var cases = new Option<string>("--cases") { Description = "file of evaluation cases, one JSON object a line; - is standard input", Required = true };
        var output = OutputOption.Create();
        var command = new Command("evaluate", "Decide evaluation cases: one line of {\"id\",\"result\"} each.") { cases, output };
        command.SetAction((parsed, cancellationToken) => new EvaluateHandler(streams).RunAsync(parsed.GetRequiredValue(cases), cancellationToken));
        return command;
    }
}
