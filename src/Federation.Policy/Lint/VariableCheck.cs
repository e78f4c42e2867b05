using Federation.Policy.Variables;

namespace Federation.Policy.Lint;

/// <summary>Policy variables: where they may stand and how they are written.</summary>
internal sealed class VariableCheck : ILintCheck
{
    public void Check(LintScope scope, PolicyStatement statement)
    {
        foreach (var action in statement.Actions.Where(a => HasVariable(a.Text)))
        {
            scope.Add("VARIABLE_UNSUPPORTED_IN_ELEMENT", "Action and NotAction have no policy variables", action);
        }

        foreach (var entry in (statement.Principals ?? []).Where(p => HasVariable(p.Text)))
        {
            scope.Add("VARIABLE_UNSUPPORTED_IN_ELEMENT", "Principal and NotPrincipal have no policy variables", entry);
        }

        foreach (var resource in statement.Resources ?? [])
        {
            CheckText(scope, resource);
        }

        foreach (var condition in statement.Conditions)
        {
            foreach (var value in condition.Values)
            {
                if (HasVariable(value.Text) && !TakesVariables(condition.Operator.Comparison))
                {
                    scope.Add("INVALID_VARIABLE_FOR_OPERATOR", $"`{condition.OperatorText}` has no policy variables", value);
                }
                else
                {
                    CheckText(scope, value);
                }
            }
        }
    }

    private static bool HasVariable(string text) => text.Contains("${", StringComparison.Ordinal);

    private static bool TakesVariables(ConditionComparison comparison)
        => comparison is ConditionComparison.StringEquals or ConditionComparison.StringEqualsIgnoreCase or ConditionComparison.StringLike or ConditionComparison.ArnLike;

    private static void CheckText(LintScope scope, PolicyValue value)
    {
        if (!HasVariable(value.Text))
        {
            return;
        }

        if (scope.Document.Version == PolicyVersion.V20081017)
        {
            scope.Add("VARIABLE_UNSUPPORTED_IN_VERSION", "policy variables need the version 2012-10-17; here they are plain text", value);
            return;
        }

        var at = 0;
        while ((at = value.Text.IndexOf("${", at, StringComparison.Ordinal)) >= 0)
        {
            var end = PatternParser.VariableEnd(value.Text, at + 2);
            if (end < 0)
            {
                scope.Add("MISSING_BRACE_IN_VARIABLE", "the variable has no closing brace and is plain text", value);
                return;
            }

            CheckInside(scope, value, value.Text[(at + 2)..end]);
            at = end;
        }
    }

    private static void CheckInside(LintScope scope, PolicyValue value, string inside)
    {
        var comma = inside.IndexOf(',', StringComparison.Ordinal);
        var name = comma < 0 ? inside : inside[..comma];
        var fallback = comma < 0 ? null : inside[(comma + 1)..].Trim();
        if (name.Length == 0)
        {
            scope.Add("EMPTY_VARIABLE", "the variable has no name", value);
        }
        else if (name is not ("*" or "?" or "$") && !name.Contains(':', StringComparison.Ordinal))
        {
            scope.Add("UNSUPPORTED_SYMBOL_IN_VARIABLE", $"`{name}` is not a context key", value);
        }
        else if (name.Contains(' ', StringComparison.Ordinal) && !name.Contains('/', StringComparison.Ordinal))
        {
            scope.Add("UNSUPPORTED_SPACE_IN_VARIABLE", $"the name `{name}` holds a blank", value);
        }

        if (fallback is not null && (fallback.Length < 2 || fallback[0] != '\'' || fallback[^1] != '\''))
        {
            scope.Add("MISSING_QUOTE_IN_VARIABLE", "the default value must stand in single quotes", value);
        }
    }
}
