using System.CommandLine;

namespace Federation.Cli.Policy;

/// <summary>How results are printed.</summary>
internal enum OutputFormat
{
    /// <summary>Lines for people.</summary>
    Text,

    /// <summary>One JSON document.</summary>
    Json,
}

/// <summary>The option <c>--output</c> that every command has.</summary>
internal static class OutputOption
{
    public static Option<OutputFormat> Create() => new("--output", "-o")
    {
        Description = "text or json",
        DefaultValueFactory = _ => OutputFormat.Text,
    };
}
