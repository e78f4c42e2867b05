namespace Federation.Policy.Lint;

/// <summary>Role trust policies: actions without which a condition or a principal of the policy cannot work, and the audience of tokens.</summary>
internal sealed class TrustActionCheck : ILintCheck
{
    private const string RolesAnywhere = "rolesanywhere.amazonaws.com";

    private static readonly string[] RolesAnywhereActions = ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"];

    public void Check(LintScope scope, PolicyStatement statement)
    {
        if (scope.Kind != PolicyKind.Trust || statement.Effect == PolicyEffect.Deny)
        {
            return;
        }

        foreach (var condition in statement.Conditions)
        {
            // A token's aud may be one text or a list (RFC 7519 4.1.3), and the condition must be written for what the provider sends.
            if (condition.Operator.Qualifier != SetQualifier.None && condition.Key.EndsWith(":aud", StringComparison.OrdinalIgnoreCase) && !condition.Key.StartsWith("saml:", StringComparison.OrdinalIgnoreCase))
            {
                scope.Add("CONFIRM_AUDIENCE_CLAIM_TYPE", $"`{condition.OperatorText}` is for a list; an audience is mostly a single value", condition);
            }

            if (condition.Operator.NeedsValue && ActionFor(condition.Key) is { } action && !scope.Document.Statements.Any(s => Allows(s, action)))
            {
                scope.Add("MISSING_ACTION_FOR_CONDITION_KEY", $"nobody can set `{condition.Key}` without the action {action}", condition);
            }
        }

        CheckRolesAnywhere(scope, statement);
    }

    // IAM User Guide, passing session tags; monitor and control actions with assumed roles: the value comes only with its own permission.
    private static string? ActionFor(string key)
        => string.Equals(key, "sts:SourceIdentity", StringComparison.OrdinalIgnoreCase) ? "sts:SetSourceIdentity"
            : key.StartsWith("aws:RequestTag/", StringComparison.OrdinalIgnoreCase) || string.Equals(key, "aws:TagKeys", StringComparison.OrdinalIgnoreCase) || string.Equals(key, "sts:TransitiveTagKeys", StringComparison.OrdinalIgnoreCase) ? "sts:TagSession"
            : null;

    private static void CheckRolesAnywhere(LintScope scope, PolicyStatement statement)
    {
        foreach (var entry in (statement.Principals ?? []).Where(IsRolesAnywhere))
        {
            var granting = scope.Document.Statements.Where(s => (s.Principals ?? []).Any(IsRolesAnywhere)).ToList();
            var missing = RolesAnywhereActions.Where(action => !granting.Exists(s => Allows(s, action))).ToList();
            if (missing.Count > 0)
            {
                scope.Add("MISSING_ACTION_FOR_ROLES_ANYWHERE_TRUST_POLICY", $"`{RolesAnywhere}` also needs {string.Join(" and ", missing)}", entry);
            }
        }
    }

    private static bool IsRolesAnywhere(PrincipalEntry entry) => entry.Kind == PrincipalEntryKind.Service && string.Equals(entry.Text, RolesAnywhere, StringComparison.Ordinal);

    private static bool Allows(PolicyStatement statement, string action)
        => statement.Effect == PolicyEffect.Allow && statement.Actions.Any(a => Wildcard.Matches(a.Text, action, ignoreCase: true)) != statement.IsNotAction;
}
