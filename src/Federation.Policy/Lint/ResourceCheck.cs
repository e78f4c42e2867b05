namespace Federation.Policy.Lint;

/// <summary>Resource ARNs by their form.</summary>
internal sealed class ResourceCheck : ILintCheck
{
    private static readonly string[] IamPaths =
        ["user/", "federated-user/", "role/", "group/", "instance-profile/", "mfa/", "server-certificate/", "policy/", "sms-mfa/", "saml-provider/", "oidc-provider/", "report/", "access-report/", "root", "u2f/"];

    public void Check(LintScope scope, PolicyStatement statement)
    {
        foreach (var resource in statement.Resources ?? [])
        {
            if (resource.Text.StartsWith("arn:", StringComparison.Ordinal) && !resource.Text.Contains("${", StringComparison.Ordinal))
            {
                CheckArn(scope, resource);
            }
        }
    }

    private static void CheckArn(LintScope scope, PolicyValue resource)
    {
        var parts = resource.Text.Split(':', 6);
        if (parts.Length < 6)
        {
            scope.Add("MISSING_ARN_FIELD", $"`{resource.Text}` has fewer than six parts: arn:partition:service:region:account:resource", resource);
            return;
        }

        var (service, region, account, name) = (parts[2], parts[3], parts[4], parts[5]);
        if (service.AsSpan().IndexOfAny('*', '?') < 0 && !string.Equals(service, service.ToLowerInvariant(), StringComparison.Ordinal))
        {
            scope.Add("INVALID_ARN_SERVICE_CASE", $"the service `{service}` must be written in lower case", resource);
        }

        if (account.AsSpan().IndexOfAny('*', '?') < 0 && account.Length > 0 && account != "aws" && !Reading.PrincipalClassifier.IsAccount(account))
        {
            scope.Add("INVALID_ARN_ACCOUNT", $"`{account}` is not an account of twelve digits", resource);
        }

        if (service is "iam" or "s3" && region.Length > 0 && region != "*")
        {
            scope.Add("ARN_REGION_NOT_ALLOWED", $"ARNs of `{service}` have no region", resource);
        }

        if (service == "s3" && account.Length > 0 && account != "*" && !name.Contains('/', StringComparison.Ordinal))
        {
            scope.Add("ARN_ACCOUNT_NOT_ALLOWED", "ARNs of buckets have no account", resource);
        }

        if (service == "iam" && name != "*" && !Array.Exists(IamPaths, path => name.StartsWith(path, StringComparison.Ordinal)) && name.AsSpan().IndexOfAny('*', '?') is < 0 or > 4)
        {
            scope.Add("INVALID_ARN_RESOURCE", $"`{name}` is not a resource of IAM", resource);
        }
    }
}
