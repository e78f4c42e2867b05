using Federation.Policy.Evaluation;

namespace Federation.Policy.Lint;

/// <summary>Values of conditions that the operator cannot read, so that they match nothing.</summary>
internal sealed class ConditionValueCheck : ILintCheck
{
    public void Check(LintScope scope, PolicyStatement statement)
    {
        foreach (var condition in statement.Conditions)
        {
            var booleans = condition.Operator.Comparison is ConditionComparison.Bool or ConditionComparison.Null;
            if (booleans && condition.Values.Count > 1)
            {
                scope.Add("INVALID_CONDITION_MULTIPLE_BOOLEAN", $"`{condition.Key}` is compared with several booleans", condition);
            }

            foreach (var value in condition.Values)
            {
                CheckValue(scope, condition, value);
            }
        }
    }

    private static void CheckValue(LintScope scope, PolicyCondition condition, PolicyValue value)
    {
        var text = value.Text;
        if (condition.Operator.Comparison is ConditionComparison.StringEquals or ConditionComparison.StringEqualsIgnoreCase or ConditionComparison.StringLike && scope.Document.Source[value.Position.Offset] != '"')
        {
            scope.Add("TYPE_MISMATCH_STRING", $"`{text}` is not a JSON string; it is compared as it is written", value);
        }

        switch (condition.Operator.Comparison)
        {
            case ConditionComparison.Bool or ConditionComparison.Null when !ScalarParser.TryParseBoolean(text, out _):
                scope.Add("TYPE_MISMATCH_BOOLEAN", $"`{text}` is neither true nor false", value);
                break;
            case ConditionComparison.NumericEquals or ConditionComparison.NumericLessThan or ConditionComparison.NumericLessThanEquals or ConditionComparison.NumericGreaterThan or ConditionComparison.NumericGreaterThanEquals
                when !ScalarParser.TryParseNumber(text, out _):
                scope.Add("TYPE_MISMATCH_NUMBER", $"`{text}` is not a number", value);
                break;
            case ConditionComparison.DateEquals or ConditionComparison.DateLessThan or ConditionComparison.DateLessThanEquals or ConditionComparison.DateGreaterThan or ConditionComparison.DateGreaterThanEquals
                when !DateParser.TryParse(text, out _):
                scope.Add(text.Length > 0 && char.IsAsciiDigit(text[0]) ? "INVALID_DATE_VALUE" : "TYPE_MISMATCH_DATE", $"`{text}` is neither an ISO 8601 date nor seconds since 1970", value);
                break;
            case ConditionComparison.IpAddress when !IpValue.TryParseRange(text, out _, out _):
                scope.Add("TYPE_MISMATCH_IP_RANGE", $"`{text}` is not an address or range", value);
                break;
            case ConditionComparison.BinaryEquals when !Convert.TryFromBase64String(text, new byte[text.Length], out _):
                scope.Add("TYPE_MISMATCH", $"`{text}` is not base64", value);
                break;
            case ConditionComparison.ArnLike when text != "*" && !text.Contains("${", StringComparison.Ordinal) && text.Split(':').Length < 6:
                scope.Add("MISSING_ARN_FIELD", $"`{text}` has fewer than six parts", value);
                break;
            case ConditionComparison.StringEquals or ConditionComparison.StringEqualsIgnoreCase when HasWildcard(text):
                scope.Add("WILDCARD_WITHOUT_LIKE_OPERATOR", $"`{condition.OperatorText}` takes the wildcard of `{text}` as a plain character", value);
                break;
            default:
                break;
        }
    }

    // Inside ${…} a star is the character itself.
    private static bool HasWildcard(string text)
        => text.Replace("${*}", string.Empty, StringComparison.Ordinal).Replace("${?}", string.Empty, StringComparison.Ordinal).AsSpan().IndexOfAny('*', '?') >= 0;
}
