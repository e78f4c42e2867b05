using System.Globalization;

namespace Federation.Policy.Lint;

/// <summary>What concerns a document as a whole: its version and size.</summary>
internal static class DocumentCheck
{
    public static void Check(LintScope scope)
    {
        if (!scope.Document.HasVersion)
        {
            AddToDocument(scope, "MISSING_VERSION", "the policy names no Version, so that it has no policy variables");
        }

        // IAM quotas, and AWS Organizations quotas; only the first counts without white space.
        var (code, quota) = scope.Kind switch
        {
            PolicyKind.Identity or PolicyKind.PermissionsBoundary => ("POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA", 6_144),
            PolicyKind.Trust => ("POLICY_SIZE_EXCEEDS_ROLE_TRUST_POLICY_QUOTA", 2_048),
            PolicyKind.ServiceControl => ("POLICY_SIZE_EXCEEDS_SCP_QUOTA", 5_120),
            PolicyKind.ResourceControl => ("POLICY_SIZE_EXCEEDS_RCP_QUOTA", 5_120),
            PolicyKind.Resource => ("POLICY_SIZE_EXCEEDS_RESOURCE_POLICY_QUOTA", 20_480),
            _ => (string.Empty, int.MaxValue),
        };
        var size = scope.Document.LengthWithoutWhiteSpace;
        if (size > quota)
        {
            AddToDocument(scope, code, string.Create(CultureInfo.InvariantCulture, $"the policy has {size} characters without white space, the quota is {quota}"));
        }
    }

    private static void AddToDocument(LintScope scope, string code, string details) => scope.Add(code, details, [new FindingLocation("$", new TextPosition(1, 1, 0))]);
}
