namespace Federation.Policy.Lint;

/// <summary>Actions, resources and condition keys of the services that the catalogue knows.</summary>
internal sealed class CatalogueCheck : ILintCheck
{
    public void Check(LintScope scope, PolicyStatement statement)
    {
        if (scope.Catalogue is not { } catalogue)
        {
            return;
        }

        var matched = new List<CatalogueAction>();
        var closed = true;
        foreach (var action in statement.Actions)
        {
            var colon = action.Text.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0 || !catalogue.TryGetService(action.Text[..colon], out var actions))
            {
                closed = false;
                continue;
            }

            var fitting = actions.Where(a => Wildcard.Matches(action.Text, a.Name, ignoreCase: true)).ToList();
            matched.AddRange(fitting);
            if (fitting.Count == 0)
            {
                scope.Add("INVALID_ACTION", $"`{action.Text}` is not an action of this gateway", action);
            }
        }

        if (!statement.IsNotAction && closed && matched.Count > 0)
        {
            CheckResources(scope, statement, matched);
            CheckKeys(scope, statement, matched);
        }
    }

    private static void CheckResources(LintScope scope, PolicyStatement statement, List<CatalogueAction> actions)
    {
        if (statement.Resources is not { Count: > 0 } resources || statement.IsNotResource)
        {
            return;
        }

        foreach (var action in actions.DistinctBy(a => a.Name, StringComparer.OrdinalIgnoreCase))
        {
            if (action.ResourcePatterns is { } patterns && !resources.Any(r => r.Text == "*" || patterns.Any(p => MayOverlap(r.Text, p))))
            {
                scope.Add("UNSUPPORTED_RESOURCE_ARN_IN_POLICY", $"`{action.Name}` has no resource like those that are listed, so that the statement does not reach it", statement);
            }
        }
    }

    private static void CheckKeys(LintScope scope, PolicyStatement statement, List<CatalogueAction> actions)
    {
        foreach (var condition in statement.Conditions.Where(c => !c.Key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase)))
        {
            var prefix = condition.Key[..Math.Max(0, condition.Key.IndexOf(':', StringComparison.Ordinal))];
            if (!scope.Catalogue!.TryGetService(prefix, out var service))
            {
                continue;
            }

            // A key of another action of AWS's service is none of the statement's, but it is no mistake of writing.
            if (!service.Any(a => Provides(a, condition.Key)) && GlobalKeys.Find(condition.Key) is null)
            {
                scope.Add("INVALID_SERVICE_CONDITION_KEY", $"`{condition.Key}` is not a condition key of `{prefix}`", condition);
            }
            else if (!actions.Exists(a => Provides(a, condition.Key)))
            {
                scope.Add("UNSUPPORTED_ACTION_FOR_CONDITION_KEY", $"no action of the statement provides `{condition.Key}`", condition);
            }
        }
    }

    private static bool Provides(CatalogueAction action, string key)
        => action.ConditionKeys is not { } keys || keys.Any(k => k.EndsWith('/') ? key.StartsWith(k, StringComparison.OrdinalIgnoreCase) : string.Equals(k, key, StringComparison.OrdinalIgnoreCase));

    // Two patterns overlap for sure when one matches the other's text; a variable may become anything.
    private static bool MayOverlap(string resource, string pattern)
    {
        var text = resource.Contains("${", StringComparison.Ordinal) ? resource[..resource.IndexOf("${", StringComparison.Ordinal)] + "*" : resource;
        return Wildcard.Matches(pattern, text, ignoreCase: false) || Wildcard.Matches(text, pattern, ignoreCase: false) || SharesStart(text, pattern);
    }

    private static bool SharesStart(string text, string pattern)
    {
        var a = text.AsSpan(0, Math.Max(0, text.AsSpan().IndexOfAny('*', '?')));
        var b = pattern.AsSpan(0, Math.Max(0, pattern.AsSpan().IndexOfAny('*', '?')));
        return (text.Length > a.Length && text.Contains('*', StringComparison.Ordinal)) && (a.StartsWith(b) || b.StartsWith(a));
    }
}
