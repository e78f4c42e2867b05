namespace Federation.Policy.Lint;

/// <summary>A code that the linter can report.</summary>
/// <param name="IssueCode">The code.</param>
/// <param name="Type">How serious it is.</param>
/// <param name="Meaning">What it means.</param>
/// <param name="Advice">What to do about it.</param>
public sealed record FindingKind(string IssueCode, FindingType Type, string Meaning, string Advice);
