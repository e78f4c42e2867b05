namespace Federation.Policy.Lint;

/// <summary>Principals of resource-based policies.</summary>
internal sealed class PrincipalCheck : ILintCheck
{
    private static readonly string[] SourceKeys = ["aws:SourceArn", "aws:SourceAccount", "aws:SourceOrgID", "aws:SourceOrgPaths"];

    public void Check(LintScope scope, PolicyStatement statement)
    {
        if (statement.Principals is not { } principals)
        {
            return;
        }

        if (statement.IsNotPrincipal && statement.Effect == PolicyEffect.Allow)
        {
            scope.Add("ALLOW_WITH_NOT_PRINCIPAL", "everyone but the named principals is allowed, anonymous callers included", statement);
        }

        foreach (var entry in principals)
        {
            CheckEntry(scope, statement, entry);
        }

        if (!statement.IsNotPrincipal && statement.Effect == PolicyEffect.Allow && principals.Any(p => p.Kind == PrincipalEntryKind.Everyone) && statement.Conditions.Count == 0 && scope.Kind is PolicyKind.Resource or PolicyKind.KeyPolicy)
        {
            scope.Add("ALLOW_EVERYONE_WITHOUT_CONDITION", "everyone is allowed, anonymous callers included, and no condition limits it", statement);
        }
    }

    private static void CheckEntry(LintScope scope, PolicyStatement statement, PrincipalEntry entry)
    {
        switch (entry.Kind)
        {
            case PrincipalEntryKind.UniqueId when entry.Text.StartsWith("AROA", StringComparison.Ordinal):
                scope.Add("INVALID_ROLE_REFERENCE", $"`{entry.Text}` is the unique id of a role that no longer exists, or stands for its ARN", entry);
                break;
            case PrincipalEntryKind.UniqueId:
                scope.Add("INVALID_USER_REFERENCE", $"`{entry.Text}` is the unique id of a user who no longer exists, or stands for his ARN", entry);
                break;
            case PrincipalEntryKind.Service:
                CheckService(scope, statement, entry);
                break;
            case PrincipalEntryKind.Federated when scope.Kind is not PolicyKind.Trust:
                scope.Add("FEDERATED_PRINCIPAL_NOT_SUPPORTED", "an identity provider can be trusted only in a role trust policy", entry);
                break;
            default:
                break;
        }
    }

    private static void CheckService(LintScope scope, PolicyStatement statement, PrincipalEntry entry)
    {
        if (entry.Text != "*" && !entry.Text.EndsWith(".amazonaws.com", StringComparison.Ordinal) && !entry.Text.EndsWith(".amazonaws.com.cn", StringComparison.Ordinal) && !entry.Text.Contains('.', StringComparison.Ordinal))
        {
            scope.Add("INVALID_SERVICE_PRINCIPAL_FORMAT", $"`{entry.Text}` is not of the form service.amazonaws.com", entry);
        }

        // The confused deputy: a service acts for anybody unless the policy says for whom.
        if (statement.Effect == PolicyEffect.Allow && scope.Kind is not PolicyKind.Trust && !statement.Conditions.Any(c => SourceKeys.Contains(c.Key, StringComparer.OrdinalIgnoreCase)))
        {
            scope.Add("RESTRICT_ACCESS_TO_SERVICE_PRINCIPAL", $"`{entry.Text}` may act for any account; limit it with aws:SourceArn, aws:SourceAccount or aws:SourceOrgID", entry);
        }
    }
}
