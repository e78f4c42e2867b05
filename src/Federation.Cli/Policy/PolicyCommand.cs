using System.CommandLine;
using Federation.Cli.Policy.Evaluate;

namespace Federation.Cli.Policy;

/// <summary><c>fed policy</c>.</summary>
internal static class PolicyCommand
{
    public static Command Create(CommandStreams streams) => new("policy", "Evaluate, explain, check and simulate policies.")
    {
        EvaluateCommand.Create(streams),
    };
}
