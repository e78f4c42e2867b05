namespace Federation.Policy.Lint;

/// <summary>The codes of type SecurityWarning.</summary>
internal static class SecurityWarnings
{
    public static readonly FindingKind[] All =
    [
        new("ALLOW_WITH_NOT_PRINCIPAL", FindingType.SecurityWarning, "Allow with NotPrincipal grants to everyone but the named, anonymous callers included.", "Name whom you mean with Principal."),
        new("ALLOW_EVERYONE_WITHOUT_CONDITION", FindingType.SecurityWarning, "A resource policy grants to everyone without a condition.", "Name principals, or add a condition such as aws:PrincipalOrgID."),
        new("TRUST_EVERYONE_WITHOUT_CONDITION", FindingType.SecurityWarning, "A role trusts every principal of every account.", "Name principals, or add a condition such as aws:PrincipalOrgID or sts:ExternalId."),
        new("RESTRICT_ACCESS_TO_SERVICE_PRINCIPAL", FindingType.SecurityWarning, "A service principal is allowed without saying for whom it may act (confused deputy).", "Add aws:SourceArn, aws:SourceAccount or aws:SourceOrgID."),
        new("FORALLVALUES_WITH_SINGLE_VALUED_KEY", FindingType.SecurityWarning, "ForAllValues on a key with one value holds also when the key is missing.", "Remove the qualifier."),
        new("MISSING_PAIRED_CONDITION_KEYS", FindingType.SecurityWarning, "A key is compared that says too little without another: private addresses are the same in every network.", "Add aws:SourceVpc or aws:SourceVpce to the condition."),
        new("MISSING_CONDITION_KEY_FOR_OIDC_PRINCIPAL", FindingType.SecurityWarning, "Any token of the provider is accepted, whoever it was made for.", "Compare the provider's aud or sub."),
        new("MISSING_CONDITION_KEY_FOR_SAML_PRINCIPAL", FindingType.SecurityWarning, "An assertion is accepted whatever recipient it names.", "Compare saml:aud with the URL of your assertion consumer service."),
        new("MISSING_GITHUB_REPO_CONDITION_KEY", FindingType.SecurityWarning, "Workflows of every organization on GitHub are trusted.", "Compare token.actions.githubusercontent.com:sub with repo:ORGANIZATION/REPOSITORY:*."),
        new("PASS_ROLE_WITH_STAR_IN_RESOURCE", FindingType.SecurityWarning, "iam:PassRole on every role: the caller can hand a role with more rights to a service and use it there.", "List the roles, and limit iam:PassedToService."),
        new("PASS_ROLE_WITH_NOT_RESOURCE", FindingType.SecurityWarning, "iam:PassRole on every role but the listed.", "List the roles with Resource."),
        new("PASS_ROLE_WITH_STAR_IN_ACTION_AND_RESOURCE", FindingType.SecurityWarning, "A wildcard action covers iam:PassRole, on every role.", "List the actions, or give iam:PassRole a statement of its own."),
        new("PASS_ROLE_WITH_STAR_IN_ACTION_AND_NOT_RESOURCE", FindingType.SecurityWarning, "A wildcard action covers iam:PassRole, on every role but the listed.", "List actions and roles."),
        new("PASS_ROLE_WITH_NOT_ACTION_AND_NOT_RESOURCE", FindingType.SecurityWarning, "NotAction leaves iam:PassRole in, on every role but the listed.", "List actions and roles."),
        new("PASS_ROLE_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION", FindingType.SecurityWarning, "NotAction leaves iam:PassRole in, on every role.", "Add iam:PassRole to NotAction, or list actions."),
        new("PRIVILEGE_ESCALATION_BY_POLICY", FindingType.SecurityWarning, "The caller can write or attach policies, and so give itself any permission.", "Confine resources, or require a boundary with iam:PermissionsBoundary."),
        new("PRIVILEGE_ESCALATION_BY_GROUP", FindingType.SecurityWarning, "The caller can join groups that have more rights.", "Confine the groups."),
        new("PRIVILEGE_ESCALATION_BY_CREDENTIALS", FindingType.SecurityWarning, "The caller can make keys or passwords, or remove the second factor, of others.", "Confine the resource to arn:aws:iam::*:user/${aws:username}."),
        new("PRIVILEGE_ESCALATION_BY_TRUST", FindingType.SecurityWarning, "The caller can change who may assume a role, or what an identity provider vouches for.", "Confine the resources."),
        new("PRIVILEGE_ESCALATION_BY_BOUNDARY", FindingType.SecurityWarning, "The caller can lift permissions boundaries.", "Confine the resources, or require the boundary with iam:PermissionsBoundary."),
        new("PRIVILEGE_ESCALATION_BY_ORGANIZATION", FindingType.SecurityWarning, "The caller can lift or change the policies of the organization.", "Give these actions to few."),
        new("ASSUME_ANY_ROLE", FindingType.SecurityWarning, "The caller can assume every role that trusts its account.", "List the roles."),
        new("AUDIT_CAN_BE_STOPPED", FindingType.SecurityWarning, "The caller can stop or change the audit trail.", "Give these actions to few, and deny them by a service control policy."),
    ];
}
