namespace Federation.Policy.Lint;

/// <summary>Keys that say too little alone, or nothing in the kind of policy or for the principals of the statement.</summary>
internal sealed class KeyContextCheck : ILintCheck
{
    // IAM User Guide, aws:VpcSourceIp: private addresses come again in every network, so that the address alone names no caller.
    private const string AddressKey = "aws:VpcSourceIp";

    private static readonly string[] NetworkKeys = ["aws:SourceVpc", "aws:SourceVpce", "aws:SourceVpcArn", "aws:VpceAccount", "aws:VpceOrgID", "aws:VpceOrgPaths"];

    private static readonly string[] OwnerKeys = ["aws:ResourceAccount", "aws:ResourceOrgID", "aws:ResourceOrgPaths", "s3:ResourceAccount"];

    // IAM User Guide, global condition context keys: those of users and roles, which a service that calls for itself does not have.
    private static readonly string[] PersonKeys = ["aws:PrincipalOrgID", "aws:PrincipalOrgPaths", "aws:username", "aws:MultiFactorAuthPresent", "aws:MultiFactorAuthAge"];

    public void Check(LintScope scope, PolicyStatement statement)
    {
        foreach (var condition in statement.Conditions)
        {
            CheckPair(scope, statement, condition);
            if (scope.Kind is PolicyKind.Resource or PolicyKind.KeyPolicy or PolicyKind.Trust && Is(condition, OwnerKeys))
            {
                scope.Add("IRRELEVANT_CONDITION_KEY_IN_POLICY", $"the resource that the policy is attached to has one owner, so that `{condition.Key}` is always the same", condition);
            }

            if (HasServicePrincipal(statement) && condition.Operator.NeedsValue && (Is(condition, PersonKeys) || condition.Key.StartsWith("aws:PrincipalTag/", StringComparison.OrdinalIgnoreCase)))
            {
                scope.Add("UNSUPPORTED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL", $"a service principal has no `{condition.Key}`, so that the statement never allows it", condition);
            }
        }
    }

    private static void CheckPair(LintScope scope, PolicyStatement statement, PolicyCondition condition)
    {
        var permits = condition.Operator.Comparison == ConditionComparison.IpAddress && (statement.Effect == PolicyEffect.Allow || condition.Operator.IsNegated);
        if (permits && Is(condition, [AddressKey]) && !statement.Conditions.Any(c => Is(c, NetworkKeys)))
        {
            scope.Add("MISSING_PAIRED_CONDITION_KEYS", $"`{condition.Key}` alone lets in the same addresses of every network; pair it with aws:SourceVpc or aws:SourceVpce", condition);
        }
    }

    private static bool Is(PolicyCondition condition, string[] keys) => keys.Contains(condition.Key, StringComparer.OrdinalIgnoreCase);

    private static bool HasServicePrincipal(PolicyStatement statement)
        => statement is { Effect: PolicyEffect.Allow, IsNotPrincipal: false, Principals: { } principals } && principals.Any(p => p.Kind == PrincipalEntryKind.Service);
}
