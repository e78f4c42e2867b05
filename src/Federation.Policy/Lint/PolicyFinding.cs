namespace Federation.Policy.Lint;

/// <summary>A place that a finding is about.</summary>
/// <param name="Path">JSON path.</param>
/// <param name="Start">Where it begins.</param>
public sealed record FindingLocation(string Path, TextPosition Start)
{
    /// <summary>Where it ends, exclusive; the start when that is not known.</summary>
    public TextPosition End { get; init; } = Start;
}

/// <summary>Something that the linter found.</summary>
/// <param name="IssueCode">Stable code, such as <c>PASS_ROLE_WITH_STAR_IN_RESOURCE</c>.</param>
/// <param name="Type">How serious it is.</param>
/// <param name="Details">What was found here.</param>
/// <param name="Locations">Where.</param>
public sealed record PolicyFinding(string IssueCode, FindingType Type, string Details, IReadOnlyList<FindingLocation> Locations)
{
    /// <summary>The section of our documentation about the code, relative to the documentation's root.</summary>
    public string LearnMoreLink => $"policy-checks.md#{IssueCode.ToLowerInvariant()}";
}
