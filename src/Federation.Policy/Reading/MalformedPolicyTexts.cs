namespace Federation.Policy.Reading;

/// <summary>The texts that AWS gives in MalformedPolicyDocument errors, and the order in which IAM looks for them.</summary>
internal static class MalformedPolicyTexts
{
    public const string Syntax = "Syntax errors in policy.";
    public const string InvalidJson = "This policy contains invalid Json";
    public const string InvalidVersion = "The policy must contain a valid version string";
    public const string DuplicateSid = "Statement IDs (SID) in a single policy must be unique.";
    public const string MissingActions = "Policy statement must contain actions.";
    public const string MissingResources = "Policy statement must contain resources.";
    public const string PrincipalNotAllowed = "Policy document should not specify a principal.";
    public const string Vendor = "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.";
    public const string OneColon = "Actions/Condition can contain only one colon.";
    public const string ResourceVendor = "Resource vendor must be fully qualified and cannot contain regexes.";
    public const string LegacyParsing = "The policy failed legacy parsing";
    public const string TrustMissingPrincipal = "Missing required field Principal";
    public const string TrustMissingAction = "Missing required field Action";
    public const string TrustActions = "AssumeRole policy may only specify STS AssumeRole actions.";
    public const string TrustNotPrincipal = "AssumeRole policy must not contain NotPrincipal field.";
    public const string TrustResource = "Has prohibited field Resource";
    public const string TrustNotResource = "AssumeRole policy must not contain resources.";

    private static readonly string[] Order =
        [InvalidJson, Syntax, InvalidVersion, PrincipalNotAllowed, TrustMissingPrincipal, TrustNotPrincipal, DuplicateSid, MissingActions, TrustMissingAction, MissingResources, TrustResource, TrustNotResource];

    public static string ResourceNotArn(string resource) => $"Resource {resource} must be in ARN format or \"*\".";

    public static string InvalidVendor(string vendor) => $"Vendor {vendor} is not valid";

    public static string InvalidPartition(string partition, string resource) => $"Partition \"{partition}\" is not valid for resource \"{resource}\".";

    /// <summary>Lower is said first; resources are looked at before actions, as IAM does.</summary>
    public static int Rank(string message)
    {
        var known = Array.IndexOf(Order, message);
        if (known >= 0)
        {
            return known;
        }

        return message.StartsWith("Resource", StringComparison.Ordinal) || message.StartsWith("Partition", StringComparison.Ordinal) ? Order.Length : Order.Length + 1;
    }
}
