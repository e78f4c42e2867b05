namespace Federation.Policy.Lint;

/// <summary>Actions by their form.</summary>
internal sealed class ActionCheck : ILintCheck
{
    public void Check(LintScope scope, PolicyStatement statement)
    {
        foreach (var action in statement.Actions)
        {
            var colon = action.Text.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0 && action.Text.AsSpan(0, colon).IndexOfAny('*', '?') >= 0)
            {
                scope.Add("WILDCARD_IN_SERVICE_NAME", $"the service prefix of `{action.Text}` holds a wildcard and may come to match other services", action);
            }
        }
    }
}
