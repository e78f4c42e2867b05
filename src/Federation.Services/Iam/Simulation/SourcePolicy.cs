using Federation.Policy;

namespace Federation.Services.Iam.Simulation;

/// <summary>A policy and where it comes from.</summary>
/// <param name="Id">Name, as results tell it.</param>
/// <param name="Type">AWS: PolicySourceType.</param>
/// <param name="Document">The document.</param>
internal sealed record SourcePolicy(string Id, string Type, string Document)
{
    /// <summary>ARN of a managed policy.</summary>
    internal string? Arn { get; init; }

    /// <summary>Kind of what it hangs on: USER, GROUP or ROLE.</summary>
    internal string? OwnerType { get; init; }

    /// <summary>Name of what it hangs on.</summary>
    internal string? OwnerName { get; init; }
}

/// <summary>A policy ready for evaluation under a key of its own: names of policies need not be unique.</summary>
internal sealed class CompiledSource
{
    internal CompiledSource(SourcePolicy source, PolicyDocument document, string key)
    {
        Source = source;
        Policy = CompiledPolicy.Compile(document, key);
    }

    /// <summary>Where it comes from.</summary>
    internal SourcePolicy Source { get; }

    /// <summary>The compiled document.</summary>
    internal CompiledPolicy Policy { get; }
}
