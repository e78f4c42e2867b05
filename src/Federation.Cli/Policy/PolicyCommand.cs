using System.CommandLine;
using Federation.Cli.Policy.Check;
using Federation.Cli.Policy.Evaluate;
using Federation.Cli.Policy.Explain;
using Federation.Cli.Policy.Simulate;

namespace Federation.Cli.Policy;

/// <summary><c>fed policy</c>.</summary>
internal static class PolicyCommand
{
    public static Command Create(CommandStreams streams) => new("policy", "Evaluate, explain, check and simulate policies.")
    {
        EvaluateCommand.Create(streams),
        ExplainCommand.Create(streams),
        CheckCommand.Create(streams),
        SimulateCommand.Create(streams),
    };
}
