namespace Federation.Policy;

/// <summary>One statement of a policy document, as read.</summary>
public sealed record PolicyStatement
{
    /// <summary>Position in the document, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>The Sid, if the statement has one.</summary>
    public string? Sid { get; init; }

    /// <summary>Allow or Deny.</summary>
    public required PolicyEffect Effect { get; init; }

    /// <summary>The entries of Principal or NotPrincipal; null when the statement has neither.</summary>
    public IReadOnlyList<PrincipalEntry>? Principals { get; init; }

    /// <summary>Whether <see cref="Principals"/> are those of NotPrincipal.</summary>
    public bool IsNotPrincipal { get; init; }

    /// <summary>The values of Action or NotAction.</summary>
    public required IReadOnlyList<PolicyValue> Actions { get; init; }

    /// <summary>Whether <see cref="Actions"/> are those of NotAction.</summary>
    public bool IsNotAction { get; init; }

    /// <summary>The values of Resource or NotResource; null when the statement has neither (trust policies).</summary>
    public IReadOnlyList<PolicyValue>? Resources { get; init; }

    /// <summary>Whether <see cref="Resources"/> are those of NotResource.</summary>
    public bool IsNotResource { get; init; }

    /// <summary>All conditions; every one must hold.</summary>
    public required IReadOnlyList<PolicyCondition> Conditions { get; init; }

    /// <summary>Whether there is a Condition element; it may be empty.</summary>
    public bool HasCondition { get; init; }

    /// <summary>Where the statement begins.</summary>
    public required TextPosition Position { get; init; }

    /// <summary>Where the statement ends, exclusive.</summary>
    public TextPosition End { get; init; }

    /// <summary>JSON path.</summary>
    public string Path { get; init; } = "$";

    /// <summary>Whether Action (or NotAction) reaches an action, whatever the other elements say.</summary>
    public bool Reaches(string action) => Actions.Any(pattern => Wildcard.Matches(pattern.Text, action, ignoreCase: true)) != IsNotAction;
}

/// <summary>A text of a policy document and where it stands.</summary>
/// <param name="Text">The value; a JSON number or boolean as it is written.</param>
/// <param name="Path">JSON path.</param>
/// <param name="Position">Where it is.</param>
public readonly record struct PolicyValue(string Text, string Path, TextPosition Position)
{
    /// <summary>Where it ends, exclusive.</summary>
    public TextPosition End { get; init; } = Position;

    /// <summary>The value.</summary>
    public override string ToString() => Text;
}

/// <summary>One condition: an operator, a key and the values to compare with.</summary>
public sealed record PolicyCondition
{
    /// <summary>The operator as written, with set qualifier and IfExists.</summary>
    public required string OperatorText { get; init; }

    /// <summary>What the operator does.</summary>
    public required ConditionOperator Operator { get; init; }

    /// <summary>The context key as written; compared without regard to case.</summary>
    public required string Key { get; init; }

    /// <summary>The values; one that matches is enough (none may match for a negated operator).</summary>
    public required IReadOnlyList<PolicyValue> Values { get; init; }

    /// <summary>JSON path of the key.</summary>
    public required string Path { get; init; }

    /// <summary>Where the key stands.</summary>
    public required TextPosition Position { get; init; }

    /// <summary>Where the values end, exclusive.</summary>
    public TextPosition End { get; init; }
}
