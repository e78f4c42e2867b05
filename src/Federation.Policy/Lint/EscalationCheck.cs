namespace Federation.Policy.Lint;

/// <summary>Actions by which a principal can give itself, or take from others, more rights than the policy shows.</summary>
internal sealed class EscalationCheck : ILintCheck
{
    private static readonly (string Code, string Danger, string[] Actions)[] Patterns =
    [
        ("PRIVILEGE_ESCALATION_BY_POLICY", "the caller can give itself or others any permission",
            ["iam:PutUserPolicy", "iam:PutGroupPolicy", "iam:PutRolePolicy", "iam:AttachUserPolicy", "iam:AttachGroupPolicy", "iam:AttachRolePolicy", "iam:CreatePolicyVersion", "iam:SetDefaultPolicyVersion"]),
        ("PRIVILEGE_ESCALATION_BY_GROUP", "the caller can join any group", ["iam:AddUserToGroup"]),
        ("PRIVILEGE_ESCALATION_BY_CREDENTIALS", "the caller can sign in as another user",
            ["iam:CreateAccessKey", "iam:UpdateAccessKey", "iam:CreateLoginProfile", "iam:UpdateLoginProfile", "iam:DeactivateMFADevice", "iam:ResyncMFADevice"]),
        ("PRIVILEGE_ESCALATION_BY_TRUST", "the caller can let itself or anybody assume a role",
            ["iam:UpdateAssumeRolePolicy", "iam:CreateSAMLProvider", "iam:UpdateSAMLProvider", "iam:CreateOpenIDConnectProvider", "iam:AddClientIDToOpenIDConnectProvider", "iam:UpdateOpenIDConnectProviderThumbprint",
                "federation:PutRoleMapping", "federation:UpdateSamlProviderSettings"]),
        ("PRIVILEGE_ESCALATION_BY_BOUNDARY", "the caller can remove the limit that a permissions boundary sets",
            ["iam:DeleteUserPermissionsBoundary", "iam:DeleteRolePermissionsBoundary", "iam:PutUserPermissionsBoundary", "iam:PutRolePermissionsBoundary"]),
        ("PRIVILEGE_ESCALATION_BY_ORGANIZATION", "the caller can lift the policies of the organization",
            ["organizations:DetachPolicy", "organizations:UpdatePolicy", "organizations:DisablePolicyType", "organizations:MoveAccount", "organizations:LeaveOrganization"]),
        ("ASSUME_ANY_ROLE", "the caller can become every role that trusts its account", ["sts:AssumeRole"]),
        ("AUDIT_CAN_BE_STOPPED", "the caller can hide what it does", ["cloudtrail:StopLogging", "cloudtrail:DeleteTrail", "cloudtrail:UpdateTrail", "cloudtrail:PutEventSelectors"]),
    ];

    public void Check(LintScope scope, PolicyStatement statement)
    {
        if (statement.Effect != PolicyEffect.Allow || scope.Kind is not (PolicyKind.Identity or PolicyKind.Session) || !IsWide(statement))
        {
            return;
        }

        foreach (var (code, danger, actions) in Patterns)
        {
            var granted = actions.Where(action => IsGranted(statement, action) && !IsGuarded(statement, action)).ToList();
            if (granted.Count > 0)
            {
                scope.Add(code, $"{danger}: {string.Join(", ", granted)}", statement);
            }
        }
    }

    private static bool IsGranted(PolicyStatement statement, string action) => statement.Actions.Any(a => Wildcard.Matches(a.Text, action, ignoreCase: true)) != statement.IsNotAction;

    // Self-service confines the resource to the caller; a boundary or policy condition keeps what is given within limits.
    private static bool IsWide(PolicyStatement statement)
        => statement.IsNotResource || statement.Resources is null || statement.Resources.Any(r => !r.Text.Contains("${aws:", StringComparison.OrdinalIgnoreCase) && r.Text.Contains('*', StringComparison.Ordinal));

    private static bool IsGuarded(PolicyStatement statement, string action)
        => statement.Conditions.Any(c => c.Operator is { IsNegated: false, IfExists: false }
            && (string.Equals(c.Key, "iam:PermissionsBoundary", StringComparison.OrdinalIgnoreCase)
                || (string.Equals(c.Key, "iam:PolicyARN", StringComparison.OrdinalIgnoreCase) && action.StartsWith("iam:Attach", StringComparison.Ordinal))));
}
