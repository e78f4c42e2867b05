namespace Federation.Policy.Lint;

/// <summary>Keys of conditions: whether they exist, and whether qualifier and operator fit them.</summary>
internal sealed class ConditionKeyCheck : ILintCheck
{
    public void Check(LintScope scope, PolicyStatement statement)
    {
        foreach (var condition in statement.Conditions)
        {
            CheckName(scope, condition);
            if (condition.Operator.Comparison == ConditionComparison.Null)
            {
                if (condition.Operator.Qualifier != SetQualifier.None)
                {
                    scope.Add("NULL_WITH_QUALIFIER", "a set qualifier changes nothing about Null", condition);
                }

                continue;
            }

            if (GlobalKeys.Find(condition.Key) is { } key)
            {
                CheckQualifier(scope, condition, key);
                CheckType(scope, condition, key);
            }
        }
    }

    private static void CheckName(LintScope scope, PolicyCondition condition)
    {
        if (!condition.Key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        if (GlobalKeys.TagPrefixes.Any(p => string.Equals(condition.Key, p, StringComparison.OrdinalIgnoreCase) || string.Equals(condition.Key, p[..^1], StringComparison.OrdinalIgnoreCase)))
        {
            scope.Add("MISSING_TAG_KEY_IN_CONDITION", $"`{condition.Key}` needs the key of a tag after the slash", condition);
        }
        else if (GlobalKeys.Replaced.TryGetValue(condition.Key, out var replaced))
        {
            scope.Add(replaced.Code, $"use {replaced.By} instead of `{condition.Key}`", condition);
        }
        else if (GlobalKeys.Find(condition.Key) is null)
        {
            scope.Add("INVALID_GLOBAL_CONDITION_KEY", $"`{condition.Key}` is not a global condition key", condition);
        }
    }

    private static void CheckQualifier(LintScope scope, PolicyCondition condition, KeyInfo key)
    {
        if (key.IsMultivalued && condition.Operator.Qualifier == SetQualifier.None)
        {
            scope.Add("MISSING_QUALIFIER", $"`{condition.Key}` may have several values and needs ForAllValues or ForAnyValue", condition);
        }
        else if (!key.IsMultivalued && condition.Operator.Qualifier == SetQualifier.ForAllValues)
        {
            scope.Add("FORALLVALUES_WITH_SINGLE_VALUED_KEY", $"`{condition.Key}` has one value, and ForAllValues holds also when it is missing", condition);
        }
    }

    // Text operators work on every type, if not as meant; others only on their own.
    private static void CheckType(LintScope scope, PolicyCondition condition, KeyInfo key)
    {
        var expected = TypeOf(condition.Operator.Comparison);
        var fits = expected == key.Type || expected == KeyType.Text || (expected == KeyType.Number && key.Type == KeyType.Date);
        if (!fits)
        {
            scope.Add("INVALID_CONDITION_DATA_TYPE", $"`{condition.OperatorText}` does not fit the type of `{condition.Key}`", condition);
        }
        else if (expected == KeyType.Text && key.Type != KeyType.Text)
        {
            scope.Add("TYPE_MISMATCH", $"`{condition.Key}` is not a text; use the operator of its type instead of `{condition.OperatorText}`", condition);
        }
    }

    private static KeyType TypeOf(ConditionComparison comparison) => comparison switch
    {
        ConditionComparison.NumericEquals or ConditionComparison.NumericLessThan or ConditionComparison.NumericLessThanEquals or ConditionComparison.NumericGreaterThan or ConditionComparison.NumericGreaterThanEquals => KeyType.Number,
        ConditionComparison.DateEquals or ConditionComparison.DateLessThan or ConditionComparison.DateLessThanEquals or ConditionComparison.DateGreaterThan or ConditionComparison.DateGreaterThanEquals => KeyType.Date,
        ConditionComparison.Bool => KeyType.Boolean,
        ConditionComparison.BinaryEquals => KeyType.Binary,
        ConditionComparison.IpAddress => KeyType.Address,
        ConditionComparison.ArnLike => KeyType.Arn,
        _ => KeyType.Text,
    };
}
