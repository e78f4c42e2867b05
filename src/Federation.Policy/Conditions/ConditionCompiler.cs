using System.Diagnostics;

namespace Federation.Policy.Conditions;

/// <summary>Turns a condition into its test.</summary>
internal static class ConditionCompiler
{
    public static ConditionTest Compile(PolicyCondition condition, PolicyVersion version)
        => condition.Operator.Comparison == ConditionComparison.Null ? new NullTest(condition) : new ValueTest(condition, Matcher(condition, version));

    private static ValueMatcher Matcher(PolicyCondition condition, PolicyVersion version)
    {
        var values = condition.Values;
        return condition.Operator.Comparison switch
        {
            ConditionComparison.StringEquals => new StringEqualsMatcher(values, version, ignoreCase: false),
            ConditionComparison.StringEqualsIgnoreCase => new StringEqualsMatcher(values, version, ignoreCase: true),
            ConditionComparison.StringLike => new StringLikeMatcher(values, version),
            ConditionComparison.NumericEquals => new NumericMatcher(values, Relation.Equal),
            ConditionComparison.NumericLessThan => new NumericMatcher(values, Relation.Less),
            ConditionComparison.NumericLessThanEquals => new NumericMatcher(values, Relation.LessOrEqual),
            ConditionComparison.NumericGreaterThan => new NumericMatcher(values, Relation.Greater),
            ConditionComparison.NumericGreaterThanEquals => new NumericMatcher(values, Relation.GreaterOrEqual),
            ConditionComparison.DateEquals => new DateMatcher(values, Relation.Equal),
            ConditionComparison.DateLessThan => new DateMatcher(values, Relation.Less),
            ConditionComparison.DateLessThanEquals => new DateMatcher(values, Relation.LessOrEqual),
            ConditionComparison.DateGreaterThan => new DateMatcher(values, Relation.Greater),
            ConditionComparison.DateGreaterThanEquals => new DateMatcher(values, Relation.GreaterOrEqual),
            ConditionComparison.Bool => new BoolMatcher(values),
            ConditionComparison.BinaryEquals => new BinaryMatcher(values),
            ConditionComparison.IpAddress => new IpAddressMatcher(values),
            ConditionComparison.ArnLike => new ArnMatcher(values, version),
            _ => throw new UnreachableException(),
        };
    }
}
