using System.Collections.Frozen;

namespace Federation.Policy.Lint;

/// <summary>Every code that the linter can report; docs/policy-checks.md is written from it.</summary>
public static class FindingKinds
{
    private static readonly FrozenDictionary<string, FindingKind> ByCode =
        Errors.All.Concat(SecurityWarnings.All).Concat(Warnings.All).Concat(Suggestions.All).ToFrozenDictionary(k => k.IssueCode, StringComparer.Ordinal);

    /// <summary>All codes, the serious types first.</summary>
    public static IReadOnlyList<FindingKind> All { get; } = [.. Errors.All, .. SecurityWarnings.All, .. Warnings.All, .. Suggestions.All];

    /// <summary>The kind with a code.</summary>
    /// <exception cref="KeyNotFoundException">There is no such code.</exception>
    public static FindingKind Of(string issueCode) => ByCode[issueCode];
}
