using System.Text.Json;

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

        CheckPrincipal(scope, statement);

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

    private static void CheckPrincipal(LintScope scope, PolicyStatement statement)
    {
        if (statement.Principals is not { } entries)
        {
            return;
        }

        using var json = JsonDocument.Parse(scope.TextOf(statement));
        var element = json.RootElement.GetProperty(statement.IsNotPrincipal ? "NotPrincipal" : "Principal");
        if (element.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        foreach (var member in element.EnumerateObject().Where(m => m.Value.ValueKind == JsonValueKind.Array && m.Value.GetArrayLength() == 0))
        {
            scope.Add("EMPTY_ARRAY_PRINCIPAL", $"the list of {member.Name} principals is empty", statement);
        }

        if (entries.Count == 0 && !element.EnumerateObject().Any())
        {
            scope.Add("EMPTY_OBJECT_PRINCIPAL", "no principal is named", statement);
        }
    }
}
