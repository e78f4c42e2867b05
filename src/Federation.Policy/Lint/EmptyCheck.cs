namespace Federation.Policy.Lint;

/// <summary>Elements that hold nothing.</summary>
internal sealed class EmptyCheck : ILintCheck
{
    public void Check(LintScope scope, PolicyStatement statement)
    {
        if (statement.Actions.Count == 0)
        {
            scope.Add("EMPTY_ARRAY_ACTION", "the list of actions is empty", statement);
        }

        if (statement.Resources is { Count: 0 })
        {
            scope.Add("EMPTY_ARRAY_RESOURCE", "the list of resources is empty", statement);
        }

        if (statement.Principals is { Count: 0 })
        {
            scope.Add("EMPTY_OBJECT_PRINCIPAL", "no principal is named", statement);
        }

        if (statement.HasCondition && statement.Conditions.Count == 0)
        {
            scope.Add("EMPTY_OBJECT_CONDITION", "the condition holds nothing", statement);
        }

        foreach (var condition in statement.Conditions.Where(c => c.Values.Count == 0))
        {
            var code = condition.Operator switch
            {
                { Qualifier: SetQualifier.ForAllValues } => "EMPTY_ARRAY_CONDITION_FORALLVALUES",
                { Qualifier: SetQualifier.ForAnyValue } => "EMPTY_ARRAY_CONDITION_FORANYVALUE",
                { IfExists: true } => "EMPTY_ARRAY_CONDITION_IFEXISTS",
                _ => "EMPTY_ARRAY_CONDITION",
            };
            scope.Add(code, $"`{condition.Key}` has no values to compare with", condition);
        }
    }
}
