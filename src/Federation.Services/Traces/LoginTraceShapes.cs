using Federation.Saml.Insight;
using Federation.Saml.Validation;

namespace Federation.Services.Traces;

/// <summary>A recorded login in a list.</summary>
public sealed record LoginTraceSummary
{
    /// <summary>The reference on the person's page.</summary>
    public string? TraceId { get; init; }

    /// <summary>When the login came.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>ARN of the provider; absent where none was found.</summary>
    public string? SAMLProviderArn { get; init; }

    /// <summary>Accepted, Refused, Restarted, Unfinished or Tested.</summary>
    public string? Outcome { get; init; }

    /// <summary>Which kind of refusal.</summary>
    public string? Refusal { get; init; }

    /// <summary>Browser or STS.</summary>
    public string? Door { get; init; }

    /// <summary>The first check that failed.</summary>
    public string? FailedRule { get; init; }
}

/// <summary>A check of a recorded login.</summary>
public sealed record LoginCheckShape
{
    /// <summary>Stable id of the rule.</summary>
    public string? Rule { get; init; }

    /// <summary>What has to hold.</summary>
    public string? Title { get; init; }

    /// <summary>The section that demands it.</summary>
    public string? Specification { get; init; }

    /// <summary>Whether it held.</summary>
    public bool? Passed { get; init; }

    /// <summary>What the rule wanted.</summary>
    public string? Expected { get; init; }

    /// <summary>What came.</summary>
    public string? Actual { get; init; }

    /// <summary>For two texts that look equal: where they differ.</summary>
    public string? Difference { get; init; }

    /// <summary>The element.</summary>
    public string? Target { get; init; }

    internal static LoginCheckShape Of(TraceCheck check)
    {
        var rule = SamlRules.All.FirstOrDefault(known => known.Id == check.Rule);
        return new LoginCheckShape
        {
            Rule = check.Rule,
            Title = rule?.Title,
            Specification = rule?.Specification,
            Passed = check.Passed,
            Expected = check.Expected,
            Actual = check.Actual,
            Difference = check is { Passed: false, Expected: { } expected, Actual: { } actual } ? DifferenceOf(expected, actual) : null,
            Target = check.Target,
        };
    }

    // Only where the texts have most in common: two different things need no magnifying glass.
    private static string? DifferenceOf(string expected, string actual)
    {
        var difference = SamlDifference.Between(expected, actual);
        var common = Math.Min(expected.Length - difference.ExpectedLength, actual.Length - difference.ActualLength);
        return common * 2 < Math.Min(expected.Length, actual.Length)
            ? null
            : string.Create(
                System.Globalization.CultureInfo.InvariantCulture,
                $"at character {difference.Prefix + 1}: expected `{expected.AsSpan(difference.Prefix, difference.ExpectedLength)}`, came `{actual.AsSpan(difference.Prefix, difference.ActualLength)}`");
    }
}

/// <summary>A rule of a role mapping in a recorded or tried login.</summary>
public sealed record RuleOutcomeShape
{
    /// <summary>Name of the mapping.</summary>
    public string? Mapping { get; init; }

    /// <summary>Name of the rule.</summary>
    public string? Sid { get; init; }

    /// <summary>Whether its condition held.</summary>
    public bool? Holds { get; init; }

    /// <summary>Roles that it gives where it holds.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>Why it did not hold.</summary>
    public string? Why { get; init; }

    internal static RuleOutcomeShape Of(Federated.RuleOutcome outcome) =>
        new() { Mapping = outcome.Mapping, Sid = outcome.Sid, Holds = outcome.Holds, Roles = outcome.Roles, Why = outcome.Why };
}

/// <summary>A role that came of a login.</summary>
public sealed record GrantShape
{
    /// <summary>The role.</summary>
    public string? RoleArn { get; init; }

    /// <summary>The provider by which it may be assumed.</summary>
    public string? SAMLProviderArn { get; init; }

    /// <summary><c>attribute</c> or <c>mapping NAME/SID</c>.</summary>
    public string? Source { get; init; }

    internal static GrantShape Of(Federated.RoleGrant grant) => new() { RoleArn = grant.RoleArn, SAMLProviderArn = grant.ProviderArn, Source = grant.Source };
}

/// <summary>A role that came of a login and could not be used.</summary>
public sealed record WithheldRoleShape
{
    /// <summary>The role.</summary>
    public string? RoleArn { get; init; }

    /// <summary>A sentence.</summary>
    public string? Why { get; init; }

    /// <summary>What decided, such as the statements of the trust policy.</summary>
    public string? Detail { get; init; }

    internal static WithheldRoleShape Of(TraceWithheldRole role) => new() { RoleArn = role.RoleArn, Why = role.Why, Detail = role.Detail };
}

/// <summary>A candidate for the subject's key.</summary>
public sealed record SubjectCandidateShape
{
    /// <summary>The attribute; absent for the NameID.</summary>
    public string? Attribute { get; init; }

    /// <summary>Stable, Likely, Unsteady or Refused.</summary>
    public string? Grade { get; init; }

    /// <summary>A sentence.</summary>
    public string? Reason { get; init; }
}
