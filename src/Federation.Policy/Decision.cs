namespace Federation.Policy;

/// <summary>A statement that had a part in a decision.</summary>
/// <param name="Policy">Name of the policy.</param>
/// <param name="Kind">Kind of the policy.</param>
/// <param name="Effect">What the statement does.</param>
/// <param name="Index">Its index in the document, from 0.</param>
/// <param name="Sid">Its Sid, if it has one.</param>
/// <param name="Position">Where it begins in the document.</param>
public sealed record StatementReference(string Policy, PolicyKind Kind, PolicyEffect Effect, int Index, string? Sid, TextPosition Position)
{
    /// <summary>Where the statement ends in the document, exclusive; equal to the start when not known.</summary>
    public TextPosition End { get; init; } = Position;
}

/// <summary>A condition that kept a statement from matching although action, resource and principal fit.</summary>
/// <param name="Statement">The statement.</param>
/// <param name="Operator">The operator as written.</param>
/// <param name="Key">The key as written.</param>
/// <param name="Expected">The values of the policy.</param>
/// <param name="Actual">The values of the request; null when the key was missing.</param>
public sealed record FailedCondition(StatementReference Statement, string Operator, string Key, IReadOnlyList<string> Expected, IReadOnlyList<string>? Actual);

/// <summary>A decision with its reasons.</summary>
public sealed record Decision
{
    /// <summary>The outcome; always what <see cref="PolicyEvaluator.Evaluate"/> gives.</summary>
    public required Outcome Outcome { get; init; }

    /// <summary>
    /// The statements that decided: for an explicit denial all Deny statements that matched, else all Allow statements that
    /// matched, also those that were not enough.
    /// </summary>
    public required IReadOnlyList<StatementReference> DecidingStatements { get; init; }

    /// <summary>For an implicit denial the kind of policy that lacked an Allow.</summary>
    public PolicyKind? LackingKind { get; init; }

    /// <summary>Conditions that failed in statements which fitted otherwise.</summary>
    public required IReadOnlyList<FailedCondition> FailedConditions { get; init; }

    /// <summary>Keys that statements fitting by action needed, in conditions or variables, and that the request did not have.</summary>
    public required IReadOnlyList<string> MissingContextKeys { get; init; }

    /// <summary>Whether the request was allowed.</summary>
    public bool IsAllowed => Outcome == Outcome.Allowed;

    /// <summary>
    /// The end of AWS's denial text: <c>because no identity-based policy allows the iam:ListUsers action</c> or <c>with an explicit
    /// deny in a service control policy</c>. Null when allowed.
    /// </summary>
    /// <param name="action">The action that was asked for.</param>
    public string? DenialReason(string action) => DenialTexts.Reason(this, action);

    /// <summary>
    /// AWS's whole denial text: <c>User: ARN is not authorized to perform: ACTION on resource: ARN because …</c>. Null when allowed.
    /// </summary>
    /// <param name="request">What was asked for.</param>
    /// <param name="shownResource">Stands in the text in the resource's place, for readers who must not learn the ARN; null: the resource itself.</param>
    public string? DenialMessage(in AuthorizationRequest request, string? shownResource = null) => DenialTexts.Message(this, request, shownResource);
}
