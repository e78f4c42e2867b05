namespace Federation.Saml.Validation;

/// <summary>One check of the room: a stable id, what it demands in plain words, and where the standard says so.</summary>
/// <param name="Id">Stable id, dotted and lower case, such as <c>signature.digest</c>.</param>
/// <param name="Title">What has to hold, one sentence.</param>
/// <param name="Specification">The section that demands it.</param>
/// <param name="Kind">What a refusal by this rule means to a caller.</param>
public sealed record SamlRule(string Id, string Title, string Specification, SamlRuleKind Kind = SamlRuleKind.Invalid)
{
    /// <summary>The rule's id.</summary>
    public override string ToString() => Id;
}

/// <summary>What a refusal means: STS answers <see cref="Expired"/> with ExpiredTokenException and <see cref="Rejected"/> with IDPRejectedClaim.</summary>
public enum SamlRuleKind
{
    /// <summary>The message is malformed, forged or meant for somebody else.</summary>
    Invalid,

    /// <summary>The message came too late.</summary>
    Expired,

    /// <summary>The identity provider itself reports failure.</summary>
    Rejected,
}

/// <summary>One check that was made, with what was expected and what came. Holds no secret and no attribute value.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Passed">Whether it held.</param>
/// <param name="Expected">What the rule wanted; null where the title says it all.</param>
/// <param name="Actual">What the message held, cut to a readable length.</param>
/// <param name="Target">The element it was made on (Response, Assertion), or null.</param>
public readonly record struct SamlCheck(SamlRule Rule, bool Passed, string? Expected, string? Actual, string? Target = null);
