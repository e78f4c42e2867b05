namespace Federation.Policy.Lint;

/// <summary>iam:PassRole and iam:CreateServiceLinkedRole on more than the roles that are meant.</summary>
internal sealed class PassRoleCheck : ILintCheck
{
    public void Check(LintScope scope, PolicyStatement statement)
    {
        if (statement.Effect != PolicyEffect.Allow || scope.Kind is not (PolicyKind.Identity or PolicyKind.Session))
        {
            return;
        }

        if (!HasKey(statement, "iam:PassedToService") && !HasKey(statement, "iam:AssociatedResourceArn"))
        {
            Check(scope, statement, "iam:PassRole", "PASS_ROLE", "any role may be passed, also one with more rights than the caller");
        }

        if (!HasKey(statement, "iam:AWSServiceName"))
        {
            Check(scope, statement, "iam:CreateServiceLinkedRole", "CREATE_SLR", "service-linked roles of any service may be made");
        }
    }

    private static void Check(LintScope scope, PolicyStatement statement, string action, string prefix, string danger)
    {
        var matching = statement.Actions.FirstOrDefault(a => Wildcard.Matches(a.Text, action, ignoreCase: true));
        var isMatch = matching.Text is not null != statement.IsNotAction;
        var star = statement.Resources?.Any(r => r.Text == "*") == true && !statement.IsNotResource;
        if (!isMatch || !(star || statement.IsNotResource))
        {
            return;
        }

        var wide = matching.Text?.Contains('*', StringComparison.Ordinal) == true;
        var code = (statement.IsNotAction, statement.IsNotResource, wide) switch
        {
            (true, true, _) => "_WITH_NOT_ACTION_AND_NOT_RESOURCE",
            (true, false, _) => "_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION",
            (false, true, true) => "_WITH_STAR_IN_ACTION_AND_NOT_RESOURCE",
            (false, true, false) => "_WITH_NOT_RESOURCE",
            (false, false, true) => "_WITH_STAR_IN_ACTION_AND_RESOURCE",
            (false, false, false) => "_WITH_STAR_IN_RESOURCE",
        };
        scope.Add(prefix + code, $"{action}: {danger}", statement);
    }

    private static bool HasKey(PolicyStatement statement, string key) => statement.Conditions.Any(c => string.Equals(c.Key, key, StringComparison.OrdinalIgnoreCase));
}
