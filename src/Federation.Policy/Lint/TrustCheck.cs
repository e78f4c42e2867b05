namespace Federation.Policy.Lint;

/// <summary>Role trust policies.</summary>
internal sealed class TrustCheck : ILintCheck
{
    private const string GitHub = "token.actions.githubusercontent.com";

    public void Check(LintScope scope, PolicyStatement statement)
    {
        if (scope.Kind != PolicyKind.Trust || statement.Effect == PolicyEffect.Deny || statement.Principals is not { } principals)
        {
            return;
        }

        var saml = HasAction(statement, "sts:AssumeRoleWithSAML");
        var web = HasAction(statement, "sts:AssumeRoleWithWebIdentity");
        var plain = HasAction(statement, "sts:AssumeRole");
        foreach (var entry in principals)
        {
            switch (entry.Kind)
            {
                case PrincipalEntryKind.Everyone when saml || web:
                    scope.Add("ROLE_TRUST_POLICY_UNSUPPORTED_WILDCARD_IN_PRINCIPAL", "federated callers need the provider as Federated principal, not a star", entry);
                    break;
                case PrincipalEntryKind.Everyone when statement.Conditions.Count == 0:
                    scope.Add("TRUST_EVERYONE_WITHOUT_CONDITION", "every principal of every account may assume the role where its own policies allow", entry);
                    break;
                case PrincipalEntryKind.Federated:
                    CheckProvider(scope, statement, entry, plain, saml, web);
                    break;
                case PrincipalEntryKind.AwsArn or PrincipalEntryKind.Account or PrincipalEntryKind.Service or PrincipalEntryKind.UniqueId when !plain && (saml || web):
                    scope.Add("MISMATCHED_ACTION_FOR_PRINCIPAL", $"`{entry.Text}` is no identity provider, but the actions are those of federated callers", entry);
                    break;
                default:
                    break;
            }
        }

        var accounts = principals.Where(p => p.Kind == PrincipalEntryKind.Account).Select(p => p.AccountId).ToHashSet(StringComparer.Ordinal);
        foreach (var entry in principals.Where(p => p.Kind == PrincipalEntryKind.AwsArn && accounts.Contains(p.AccountId)))
        {
            scope.Add("REDUNDANT_PRINCIPAL_IN_ROLE_TRUST_POLICY", $"the account of `{entry.Text}` is trusted as a whole", entry);
        }
    }

    private static void CheckProvider(LintScope scope, PolicyStatement statement, PrincipalEntry entry, bool plain, bool saml, bool web)
    {
        var isSaml = entry.Text.Contains(":saml-provider/", StringComparison.Ordinal);
        if (!isSaml && entry.Text.StartsWith("arn:", StringComparison.Ordinal) && !entry.Text.Contains(":oidc-provider/", StringComparison.Ordinal))
        {
            scope.Add("INVALID_FEDERATED_PRINCIPAL_SYNTAX_IN_ROLE_TRUST_POLICY", $"`{entry.Text}` is not the ARN of an identity provider", entry);
            return;
        }

        if ((isSaml && web && !saml) || (!isSaml && saml && !web) || (plain && !saml && !web))
        {
            scope.Add("MISMATCHED_ACTION_FOR_PRINCIPAL", $"the actions do not fit the identity provider `{entry.Text}`", entry);
        }

        if (isSaml && saml && !HasKey(statement, "saml:aud") && !HasKey(statement, "saml:iss"))
        {
            scope.Add("MISSING_CONDITION_KEY_FOR_SAML_PRINCIPAL", "no condition looks at saml:aud, so that an assertion for another recipient is taken", entry);
        }

        if (!isSaml && web)
        {
            CheckOidc(scope, statement, entry);
        }
    }

    private static void CheckOidc(LintScope scope, PolicyStatement statement, PrincipalEntry entry)
    {
        var slash = entry.Text.IndexOf(":oidc-provider/", StringComparison.Ordinal);
        var host = slash < 0 ? entry.Text : entry.Text[(slash + ":oidc-provider/".Length)..];
        if (!HasKey(statement, $"{host}:aud") && !HasKey(statement, $"{host}:sub"))
        {
            scope.Add("MISSING_CONDITION_KEY_FOR_OIDC_PRINCIPAL", $"no condition looks at `{host}:aud` or `{host}:sub`, so that any token of the provider is taken", entry);
        }

        if (!string.Equals(host, GitHub, StringComparison.Ordinal))
        {
            return;
        }

        var subjects = statement.Conditions.Where(c => string.Equals(c.Key, $"{GitHub}:sub", StringComparison.OrdinalIgnoreCase)).SelectMany(c => c.Values).ToList();
        if (subjects.Count == 0 || subjects.Exists(s => s.Text is "*" or "repo:*" or "repo:*/*" || s.Text.StartsWith("repo:*", StringComparison.Ordinal)))
        {
            scope.Add("MISSING_GITHUB_REPO_CONDITION_KEY", "workflows of any organization on GitHub may assume the role", entry);
        }
        else if (subjects.Exists(s => s.Text.EndsWith("/*", StringComparison.Ordinal) && s.Text.Count(c => c == ':') < 2))
        {
            scope.Add("SPECIFIC_GITHUB_REPO_AND_BRANCH_RECOMMENDED", "workflows of any repository of the organization may assume the role", entry);
        }
    }

    private static bool HasKey(PolicyStatement statement, string key) => statement.Conditions.Any(c => string.Equals(c.Key, key, StringComparison.OrdinalIgnoreCase));

    private static bool HasAction(PolicyStatement statement, string action) => statement.Actions.Any(a => Wildcard.Matches(a.Text, action, ignoreCase: true)) != statement.IsNotAction;
}
