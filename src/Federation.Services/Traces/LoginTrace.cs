using System.Text.Json.Serialization;
using Federation.Services.Federated;

namespace Federation.Services.Traces;

/// <summary>Everything that was found out about one login. Holds what an assertion said of a person, so it is kept sealed.</summary>
public sealed record LoginTrace
{
    /// <summary>UUID of version 7; the reference on the person's page.</summary>
    public required string TraceId { get; init; }

    /// <summary>When the login came.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary><c>Browser</c> or <c>STS</c>.</summary>
    public required string Door { get; init; }

    /// <summary>One of <see cref="LoginOutcomes"/>.</summary>
    public string Outcome { get; init; } = LoginOutcomes.Refused;

    /// <summary>Which kind of refusal; null for an accepted login.</summary>
    public string? Refusal { get; init; }

    /// <summary>A sentence for the administrator.</summary>
    public string? Detail { get; init; }

    /// <summary>Where the request came from.</summary>
    public string? SourceAddress { get; init; }

    /// <summary>ARN of the provider, or null where none was found.</summary>
    public string? ProviderArn { get; init; }

    /// <summary>The issuer that the message claims.</summary>
    public string? Issuer { get; init; }

    /// <summary>ID of the response, as it claims.</summary>
    public string? ResponseId { get; init; }

    /// <summary>The request that it claims to answer.</summary>
    public string? InResponseTo { get; init; }

    /// <summary>How far the IdP's clock seems to be ahead of ours, in seconds; negative where it is behind or the message travelled long.</summary>
    public double? ClockOffsetSeconds { get; init; }

    /// <summary>Every check that was made, in order.</summary>
    [JsonConverter(typeof(TraceChecksConverter))]
    public IReadOnlyList<TraceCheck> Checks { get; init; } = [];

    /// <summary>What the signature covered: <c>Assertion</c>, <c>Response</c> or both.</summary>
    public string? SignedElement { get; init; }

    /// <summary>URI of the signature algorithm.</summary>
    public string? SignatureAlgorithm { get; init; }

    /// <summary>SHA-256 of the key that verified.</summary>
    public string? SigningKey { get; init; }

    /// <summary>Whether the assertion came encrypted.</summary>
    public bool WasEncrypted { get; init; }

    /// <summary>Format of the NameID.</summary>
    public string? NameIdFormat { get; init; }

    /// <summary>The person, where the assertion was verified.</summary>
    public SamlIdentity? Identity { get; init; }

    /// <summary>Candidates for the subject's key, the best first.</summary>
    public IReadOnlyList<TraceSubjectCandidate> SubjectCandidates { get; init; } = [];

    /// <summary>Every mapping rule that was asked.</summary>
    public IReadOnlyList<RuleOutcome> Rules { get; init; } = [];

    /// <summary>The roles that came of it.</summary>
    public IReadOnlyList<RoleGrant> Grants { get; init; } = [];

    /// <summary>Roles that came of it and cannot be used, and why.</summary>
    public IReadOnlyList<TraceWithheldRole> Withheld { get; init; } = [];

    /// <summary>What an administrator should know beyond the checks, one sentence each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The type's name: a trace must not reach a log.</summary>
    public override string ToString() => nameof(LoginTrace);
}

/// <summary>What became of a login.</summary>
public static class LoginOutcomes
{
    /// <summary>Signed in.</summary>
    public const string Accepted = "Accepted";

    /// <summary>Refused.</summary>
    public const string Refused = "Refused";

    /// <summary>The response was a hint: an SP-initiated login began.</summary>
    public const string Restarted = "Restarted";

    /// <summary>The response passed its checks, and the browser has not come back with its cookies, or the person has not agreed.</summary>
    public const string Unfinished = "Unfinished";

    /// <summary>A test login: shown to the administrator, nobody signed in.</summary>
    public const string Tested = "Tested";
}

/// <summary>One check.</summary>
/// <param name="Rule">Stable id, such as <c>signature.digest</c>.</param>
/// <param name="Passed">Whether it held.</param>
/// <param name="Expected">What the rule wanted.</param>
/// <param name="Actual">What came.</param>
/// <param name="Target">The element, or null.</param>
public sealed record TraceCheck(string Rule, bool Passed, string? Expected, string? Actual, string? Target);

/// <summary>A role that an assertion or a mapping gave and that cannot be used.</summary>
/// <param name="RoleArn">The role.</param>
/// <param name="Why">A sentence.</param>
/// <param name="Detail">What decided, such as the statement of the trust policy; or null.</param>
public sealed record TraceWithheldRole(string RoleArn, string Why, string? Detail);

/// <summary>A candidate for the subject's key.</summary>
/// <param name="Attribute">The attribute, or null for the NameID.</param>
/// <param name="Grade">Stable, Likely, Unsteady or Refused.</param>
/// <param name="Reason">A sentence.</param>
public sealed record TraceSubjectCandidate(string? Attribute, string Grade, string Reason);
