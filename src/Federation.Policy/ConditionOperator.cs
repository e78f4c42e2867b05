namespace Federation.Policy;

/// <summary>The comparison of a condition, without qualifier, negation and IfExists.</summary>
public enum ConditionComparison
{
    /// <summary>StringEquals, StringNotEquals.</summary>
    StringEquals,

    /// <summary>StringEqualsIgnoreCase, StringNotEqualsIgnoreCase.</summary>
    StringEqualsIgnoreCase,

    /// <summary>StringLike, StringNotLike.</summary>
    StringLike,

    /// <summary>NumericEquals, NumericNotEquals.</summary>
    NumericEquals,

    /// <summary>NumericLessThan.</summary>
    NumericLessThan,

    /// <summary>NumericLessThanEquals.</summary>
    NumericLessThanEquals,

    /// <summary>NumericGreaterThan.</summary>
    NumericGreaterThan,

    /// <summary>NumericGreaterThanEquals.</summary>
    NumericGreaterThanEquals,

    /// <summary>DateEquals, DateNotEquals.</summary>
    DateEquals,

    /// <summary>DateLessThan.</summary>
    DateLessThan,

    /// <summary>DateLessThanEquals.</summary>
    DateLessThanEquals,

    /// <summary>DateGreaterThan.</summary>
    DateGreaterThan,

    /// <summary>DateGreaterThanEquals.</summary>
    DateGreaterThanEquals,

    /// <summary>Bool.</summary>
    Bool,

    /// <summary>BinaryEquals.</summary>
    BinaryEquals,

    /// <summary>IpAddress, NotIpAddress.</summary>
    IpAddress,

    /// <summary>ArnEquals and ArnLike, which are the same, and their negations.</summary>
    ArnLike,

    /// <summary>Null.</summary>
    Null,
}

/// <summary>How a condition treats the values of the key.</summary>
public enum SetQualifier
{
    /// <summary>No qualifier: for a single-valued key.</summary>
    None,

    /// <summary><c>ForAllValues:</c> every value in the request must compare; true when there is none.</summary>
    ForAllValues,

    /// <summary><c>ForAnyValue:</c> at least one value in the request must compare; false when there is none.</summary>
    ForAnyValue,
}

/// <summary>A condition operator taken apart.</summary>
/// <param name="Comparison">What is compared.</param>
/// <param name="IsNegated">Whether no value may match.</param>
/// <param name="IfExists">Whether the condition holds when the key is missing.</param>
/// <param name="Qualifier">How several values of the key count.</param>
public readonly record struct ConditionOperator(ConditionComparison Comparison, bool IsNegated, bool IfExists, SetQualifier Qualifier)
{
    /// <summary>Whether the condition fails when the key is missing; not said of Null, which asks for just that.</summary>
    public bool NeedsValue => Comparison != ConditionComparison.Null && !IfExists && (Qualifier == SetQualifier.ForAnyValue || (Qualifier == SetQualifier.None && !IsNegated));
}
