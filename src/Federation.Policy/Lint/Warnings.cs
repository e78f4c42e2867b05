namespace Federation.Policy.Lint;

/// <summary>The codes of type Warning.</summary>
internal static class Warnings
{
    public static readonly FindingKind[] All =
    [
        new("MISSING_VERSION", FindingType.Warning, "A policy without Version is one of 2008-10-17: variables are plain text.", "Add \"Version\": \"2012-10-17\"."),
        new("DEPRECATED_GLOBAL_CONDITION_KEY", FindingType.Warning, "The key has been replaced by another.", "Use the key that the message names."),
        new("INVALID_DATE_VALUE", FindingType.Warning, "The value of a date operator is not a date, so that it matches nothing.", "Use ISO 8601 or seconds since 1970."),
        new("INVALID_ROLE_REFERENCE", FindingType.Warning, "The principal is the unique id of a role.", "Use the ARN of the role; if the role was deleted, remove the entry."),
        new("INVALID_USER_REFERENCE", FindingType.Warning, "The principal is the unique id of a user.", "Use the ARN of the user; if the user was deleted, remove the entry."),
        new("UNIQUE_SIDS_RECOMMENDED", FindingType.Warning, "Two statements of a resource policy have the same Sid.", "Rename one, so that explanations are clear."),
        new("WILDCARD_WITHOUT_LIKE_OPERATOR", FindingType.Warning, "The operator takes * and ? as plain characters.", "Use StringLike, or ${*} if the character is meant."),
        new("POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA", FindingType.Warning, "The policy is longer than a managed policy may be.", "Split or shorten it."),
        new("POLICY_SIZE_EXCEEDS_RESOURCE_POLICY_QUOTA", FindingType.Warning, "The policy is longer than resource policies usually may be.", "Split or shorten it."),
        new("POLICY_SIZE_EXCEEDS_ROLE_TRUST_POLICY_QUOTA", FindingType.Warning, "The policy is longer than role trust policies may be by default.", "Shorten it."),
        new("TYPE_MISMATCH", FindingType.Warning, "The value or operator does not fit the type of the key.", "Use the operator of the key's type."),
        new("TYPE_MISMATCH_BOOLEAN", FindingType.Warning, "The value of Bool or Null is neither true nor false.", "Correct it."),
        new("TYPE_MISMATCH_DATE", FindingType.Warning, "The value of a date operator is a text.", "Use ISO 8601 or seconds since 1970."),
        new("TYPE_MISMATCH_IP_RANGE", FindingType.Warning, "The value of an address operator is not an address or range.", "Write 203.0.113.0/24 or 2001:db8::/32."),
        new("TYPE_MISMATCH_NUMBER", FindingType.Warning, "The value of a number operator is not a number.", "Correct it."),
        new("TYPE_MISMATCH_STRING", FindingType.Warning, "The value of a string operator is a JSON number or boolean.", "Put it in quotes, or use the operator of its type."),
        new("SPECIFIC_GITHUB_REPO_AND_BRANCH_RECOMMENDED", FindingType.Warning, "Every repository of a GitHub organization is trusted.", "Name repository and branch."),
        new("CREATE_SLR_WITH_STAR_IN_RESOURCE", FindingType.Warning, "Service-linked roles of every service may be made.", "Limit iam:AWSServiceName."),
        new("CREATE_SLR_WITH_NOT_RESOURCE", FindingType.Warning, "Service-linked roles may be made with NotResource.", "Limit iam:AWSServiceName."),
        new("CREATE_SLR_WITH_STAR_IN_ACTION_AND_RESOURCE", FindingType.Warning, "A wildcard action covers iam:CreateServiceLinkedRole.", "Limit iam:AWSServiceName."),
        new("CREATE_SLR_WITH_STAR_IN_ACTION_AND_NOT_RESOURCE", FindingType.Warning, "A wildcard action covers iam:CreateServiceLinkedRole, with NotResource.", "Limit iam:AWSServiceName."),
        new("CREATE_SLR_WITH_NOT_ACTION_AND_NOT_RESOURCE", FindingType.Warning, "NotAction leaves iam:CreateServiceLinkedRole in, with NotResource.", "Limit iam:AWSServiceName."),
        new("CREATE_SLR_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION", FindingType.Warning, "NotAction leaves iam:CreateServiceLinkedRole in.", "Limit iam:AWSServiceName."),
    ];
}
