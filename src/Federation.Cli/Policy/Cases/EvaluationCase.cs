using Federation.Policy;

namespace Federation.Cli.Policy.Cases;

/// <summary>A request with its policies, as the evaluation case format describes it.</summary>
internal sealed record EvaluationCase
{
    /// <summary>Identifier; null in a single case given to explain or simulate.</summary>
    public required string? Id { get; init; }

    /// <summary>Everything the evaluator needs.</summary>
    public required EvaluationInputs Inputs { get; init; }

    /// <summary>The result that the file expects, if it says.</summary>
    public Outcome? Expected { get; init; }
}
