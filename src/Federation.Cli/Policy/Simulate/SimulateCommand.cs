using System.CommandLine;

namespace Federation.Cli.Policy.Simulate;

/// <summary><c>fed policy simulate</c>.</summary>
internal static class SimulateCommand
{
    public static Command Create(CommandStreams streams)
    {
        var options = new SimulateOptions();
        var output = OutputOption.Create();
        var command = new Command("simulate", "Try actions on resources against policy files. Exit code 1 when anything is denied.");
        foreach (var option in options.All)
        {
            command.Options.Add(option);
        }

        command.Options.Add(output);
        command.SetAction((parsed, cancellationToken) => new SimulateHandler(streams, options, parsed).RunAsync(parsed.GetValue(output), cancellationToken));
        return command;
    }
}
