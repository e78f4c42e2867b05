using System.Globalization;

namespace Federation.Policy.Lint;

/// <summary>What says nothing new.</summary>
internal sealed class RedundancyCheck : ILintCheck
{
    // Comparing each with each; beyond this many the answer is not worth its time.
    private const int MaxValues = 200;

    public void Check(LintScope scope, PolicyStatement statement)
    {
        Covered(scope, statement.Actions, "REDUNDANT_ACTION", ignoreCase: true);
        Covered(scope, statement.Resources ?? [], "REDUNDANT_RESOURCE", ignoreCase: false);
        foreach (var condition in statement.Conditions.Where(c => c.Values.Count > 1))
        {
            CheckNumbers(scope, condition);
        }

        if (scope.FirstOfSameContent(statement) is { } same && same != statement)
        {
            scope.Add("REDUNDANT_STATEMENT", string.Create(CultureInfo.InvariantCulture, $"the statement says the same as statement {same.Index}"), [LintScope.Location(statement), LintScope.Location(same)]);
        }
    }

    private static void Covered(LintScope scope, IReadOnlyList<PolicyValue> values, string code, bool ignoreCase)
    {
        if (values.Count is < 2 or > MaxValues)
        {
            return;
        }

        for (var i = 0; i < values.Count; i++)
        {
            for (var j = 0; j < values.Count; j++)
            {
                // Of two that cover each other the first stays.
                if (i != j && Covers(values[j].Text, values[i].Text, ignoreCase) && !(j > i && Covers(values[i].Text, values[j].Text, ignoreCase)))
                {
                    scope.Add(code, $"`{values[i].Text}` is covered by `{values[j].Text}`", values[i]);
                    break;
                }
            }
        }
    }

    // A pattern covers another when it matches its text with wildcards taken as characters; a ? covers no *.
    private static bool Covers(string pattern, string other, bool ignoreCase)
        => !pattern.Contains("${", StringComparison.Ordinal) && !(pattern.Contains('?', StringComparison.Ordinal) && other.Contains('*', StringComparison.Ordinal)) && Wildcard.Matches(pattern, other, ignoreCase);

    private static void CheckNumbers(LintScope scope, PolicyCondition condition)
    {
        if (condition.Operator.Comparison is ConditionComparison.NumericLessThan or ConditionComparison.NumericLessThanEquals or ConditionComparison.NumericGreaterThan or ConditionComparison.NumericGreaterThanEquals
            && condition.Values.All(v => Evaluation.ScalarParser.TryParseNumber(v.Text, out _)))
        {
            scope.Add("REDUNDANT_CONDITION_VALUE_NUM", $"of several values of `{condition.OperatorText}` only the widest counts", condition);
        }
    }
}
