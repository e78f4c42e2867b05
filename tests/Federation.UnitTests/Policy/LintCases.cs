using Federation.Policy;

namespace Federation.UnitTests.Policy;

/// <summary>For each code a policy that has just that flaw (others may come with it).</summary>
internal static class LintCases
{
    private const string Saml = "arn:aws:iam::123456789012:saml-provider/corp";
    private const string GitHub = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com";

    public static IReadOnlyList<(string Code, PolicyKind Kind, string Json)> All { get; } =
    [
        Raw("JSON_SYNTAX_ERROR", "{"),
        Raw("POLICY_TOO_LONG", $"{{\"Id\":\"{new string('x', PolicyDocument.MaxLength)}\"}}"),
        Raw("DUPLICATE_KEY", """{"Version":"2012-10-17","Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:Get","Resource":"*"}}"""),
        Raw("INVALID_VERSION", """{"Version":"2012","Statement":{"Effect":"Allow","Action":"s3:Get","Resource":"*"}}"""),
        Raw("MISSING_STATEMENT", """{"Version":"2012-10-17"}"""),
        Raw("MISSING_VERSION", """{"Statement":{"Effect":"Allow","Action":"s3:Get","Resource":"*"}}"""),
        Raw("UNIQUE_SIDS_REQUIRED", """{"Version":"2012-10-17","Statement":[{"Sid":"a","Effect":"Allow","Action":"s3:Get","Resource":"*"},{"Sid":"a","Effect":"Deny","Action":"s3:Get","Resource":"*"}]}"""),
        Raw("REDUNDANT_STATEMENT", """{"Version":"2012-10-17","Statement":[{"Sid":"a","Effect":"Allow","Action":"s3:Get","Resource":"*"},{"Resource":"*","Effect":"Allow","Action":"s3:Get"}]}"""),
        ("UNIQUE_SIDS_RECOMMENDED", PolicyKind.Resource, """{"Version":"2012-10-17","Statement":[{"Sid":"a","Effect":"Deny","Principal":"*","Action":"s3:Get","Resource":"*"},{"Sid":"a","Effect":"Deny","Principal":"*","Action":"s3:Put","Resource":"*"}]}"""),
        Statement("INVALID_POLICY_ELEMENT", """ "Effect":"Allow","Action":"s3:Get","Resource":"*","Action2":"x" """),
        Statement("DATA_TYPE_MISMATCH", """ "Effect":"Allow","Action":1,"Resource":"*" """),
        Statement("MISSING_EFFECT", """ "Action":"s3:Get","Resource":"*" """),
        Statement("INVALID_EFFECT", """ "Effect":"allow","Action":"s3:Get","Resource":"*" """),
        Statement("MISSING_ACTION", """ "Effect":"Allow","Resource":"*" """),
        Statement("MISSING_RESOURCE", """ "Effect":"Allow","Action":"s3:Get" """),
        Statement("MISSING_PRINCIPAL", """ "Effect":"Allow","Action":"s3:Get","Resource":"*" """, PolicyKind.Resource),
        Statement("UNSUPPORTED_ELEMENT_COMBINATION", """ "Effect":"Allow","Action":"s3:Get","NotAction":"s3:Get","Resource":"*" """),
        Statement("UNSUPPORTED_PRINCIPAL", """ "Effect":"Allow","Action":"s3:Get","Resource":"*","Principal":"*" """),
        Statement("SCP_SYNTAX_ERROR_PRINCIPAL", """ "Effect":"Deny","Action":"s3:Get","Resource":"*","Principal":"*" """, PolicyKind.ServiceControl),
        Statement("UNSUPPORTED_SID", """ "Sid":"a-b","Effect":"Allow","Action":"s3:Get","Resource":"*" """),
        Statement("RCP_SYNTAX_ERROR_ALLOW", """ "Effect":"Allow","Principal":"*","Action":"s3:Get","Resource":"*" """, PolicyKind.ResourceControl),
        Statement("RCP_SYNTAX_ERROR_NOTACTION", """ "Effect":"Deny","Principal":"*","NotAction":"s3:Get","Resource":"*" """, PolicyKind.ResourceControl),
        Statement("RCP_SYNTAX_ERROR_PRINCIPAL", """ "Effect":"Deny","Principal":{"AWS":"123456789012"},"Action":"s3:Get","Resource":"*" """, PolicyKind.ResourceControl),
        Statement("RCP_SYNTAX_ERROR_NOTPRINCIPAL", """ "Effect":"Deny","NotPrincipal":"*","Action":"s3:Get","Resource":"*" """, PolicyKind.ResourceControl),
        Statement("INVALID_PRINCIPAL_FORMAT", """ "Effect":"Allow","Principal":{"AWS":"bob"},"Action":"sts:AssumeRole" """, PolicyKind.Trust),
        Statement("INVALID_PRINCIPAL_KEY", """ "Effect":"Allow","Principal":{"User":"bob"},"Action":"sts:AssumeRole" """, PolicyKind.Trust),
        Statement("UNSUPPORTED_WILDCARD_IN_PRINCIPAL", """ "Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:user/*"},"Action":"sts:AssumeRole" """, PolicyKind.Trust),
        Statement("UNSUPPORTED_ACTION_IN_POLICY", """ "Effect":"Allow","Principal":{"AWS":"123456789012"},"Action":"iam:PassRole" """, PolicyKind.Trust),
        Statement("ROLE_TRUST_POLICY_SYNTAX_ERROR_RESOURCE", """ "Effect":"Allow","Principal":{"AWS":"123456789012"},"Action":"sts:AssumeRole","Resource":"*" """, PolicyKind.Trust),
        Statement("ROLE_TRUST_POLICY_SYNTAX_ERROR_NOTPRINCIPAL", """ "Effect":"Deny","NotPrincipal":{"AWS":"123456789012"},"Action":"sts:AssumeRole" """, PolicyKind.Trust),
        Statement("INVALID_ACTION", """ "Effect":"Allow","Action":"GetObject","Resource":"*" """),
        Statement("INVALID_SERVICE_IN_ACTION", """ "Effect":"Allow","Action":"s_3:Get","Resource":"*" """),
        Statement("WILDCARD_IN_SERVICE_NAME", """ "Effect":"Allow","Action":"s3*:Get","Resource":"*" """),
        Resource("INVALID_ARN_PREFIX", "bucket"),
        Resource("INVALID_PARTITION", "arn:amazon:s3:::b"),
        Resource("MISSING_ARN_FIELD", "arn:aws:s3:::"[..^2]),
        Resource("INVALID_ARN_SERVICE_CASE", "arn:aws:S3:::b"),
        Resource("INVALID_ARN_ACCOUNT", "arn:aws:sqs:eu-central-1:1234:q"),
        Resource("ARN_REGION_NOT_ALLOWED", "arn:aws:iam:eu-central-1:123456789012:user/bob"),
        Resource("INVALID_ARN_REGION", "arn:aws:sqs:frankfurt:123456789012:q"),
        Resource("ARN_ACCOUNT_NOT_ALLOWED", "arn:aws:s3::123456789012:bucket"),
        Resource("INVALID_ARN_RESOURCE", "arn:aws:iam::123456789012:person/bob"),
        Condition("INVALID_CONDITION_OPERATOR", """ "StringIs":{"aws:username":"x"} """),
        Condition("NULL_WITH_IF_EXISTS", """ "NullIfExists":{"aws:username":"true"} """),
        Condition("INVALID_CONDITION_KEY_FORMAT", """ "StringEquals":{"username":"x"} """),
        Condition("DUPLICATE_KEYS_WITH_DIFFERENT_CASE", """ "StringEquals":{"aws:username":"x","aws:UserName":"y"} """),
        Condition("INVALID_GLOBAL_CONDITION_KEY", """ "StringEquals":{"aws:nope":"x"} """),
        Condition("UNSUPPORTED_GLOBAL_CONDITION_KEY", """ "ArnLike":{"aws:ARN":"arn:aws:iam::123456789012:user/bob"} """),
        Condition("DEPRECATED_GLOBAL_CONDITION_KEY", """ "StringEquals":{"aws:SourceOwner":"123456789012"} """),
        Condition("INVALID_REGION", """ "StringEquals":{"aws:RequestedRegion":"Frankfurt"} """),
        Condition("MISSING_PAIRED_CONDITION_KEYS", """ "IpAddress":{"aws:VpcSourceIp":"10.1.0.0/16"} """),
        Condition("MISSING_TAG_KEY_IN_CONDITION", """ "StringEquals":{"aws:PrincipalTag/":"x"} """),
        Condition("MISSING_QUALIFIER", """ "StringEquals":{"aws:TagKeys":"x"} """),
        Condition("FORALLVALUES_WITH_SINGLE_VALUED_KEY", """ "ForAllValues:StringEquals":{"aws:username":"x"} """),
        Condition("NULL_WITH_QUALIFIER", """ "ForAllValues:Null":{"aws:TagKeys":"true"} """),
        Condition("INVALID_CONDITION_DATA_TYPE", """ "NumericEquals":{"aws:SourceIp":"1"} """),
        Condition("TYPE_MISMATCH", """ "StringEquals":{"aws:SourceArn":"arn:aws:s3:::b"} """),
        Condition("INVALID_CONDITION_MULTIPLE_BOOLEAN", """ "Bool":{"aws:SecureTransport":["true","false"]} """),
        Condition("TYPE_MISMATCH_BOOLEAN", """ "Bool":{"aws:SecureTransport":"yes"} """),
        Condition("TYPE_MISMATCH_NUMBER", """ "NumericLessThan":{"aws:MultiFactorAuthAge":"an hour"} """),
        Condition("TYPE_MISMATCH_STRING", """ "StringEquals":{"app:n":5} """),
        Condition("TYPE_MISMATCH_DATE", """ "DateLessThan":{"aws:CurrentTime":"tomorrow"} """),
        Condition("INVALID_DATE_VALUE", """ "DateLessThan":{"aws:CurrentTime":"2026-02-30T00:00:00Z"} """),
        Condition("TYPE_MISMATCH_IP_RANGE", """ "IpAddress":{"aws:SourceIp":"203.0.113.0/40"} """),
        Condition("WILDCARD_WITHOUT_LIKE_OPERATOR", """ "StringEquals":{"aws:username":"bob*"} """),
        Condition("IMPROVE_IP_RANGE", """ "IpAddress":{"aws:SourceIp":"203.0.113.7/24"} """),
        Condition("PRIVATE_IP_ADDRESS", """ "IpAddress":{"aws:SourceIp":"10.1.0.0/16"} """),
        Condition("PRIVATE_IP_ADDRESS_SUBSET", """ "IpAddress":{"aws:SourceIp":["10.1.0.0/16","203.0.113.0/24"]} """),
        Condition("PRIVATE_NOT_IP_ADDRESS", """ "NotIpAddress":{"aws:SourceIp":"192.168.0.0/24"} """),
        Condition("PRIVATE_NOT_IP_ADDRESS_SUBSET", """ "NotIpAddress":{"aws:SourceIp":["192.168.0.0/24","203.0.113.0/24"]} """),
        Condition("INVALID_VPC_FORMAT", """ "StringEquals":{"aws:SourceVpc":"my-vpc"} """),
        Condition("INVALID_VPCE_FORMAT", """ "StringEquals":{"aws:SourceVpce":"vpce-XYZ"} """),
        Condition("INVALID_VARIABLE_FOR_OPERATOR", """ "NumericEquals":{"app:n":"${app:m}"} """),
        Condition("MISSING_BRACE_IN_VARIABLE", """ "StringEquals":{"app:t":"${aws:username"} """),
        Condition("MISSING_QUOTE_IN_VARIABLE", """ "StringEquals":{"app:t":"${aws:username, nobody}"} """),
        Condition("UNSUPPORTED_SPACE_IN_VARIABLE", """ "StringEquals":{"app:t":"${ aws:username}"} """),
        Condition("UNSUPPORTED_SYMBOL_IN_VARIABLE", """ "StringEquals":{"app:t":"${username}"} """),
        Condition("EMPTY_VARIABLE", """ "StringEquals":{"app:t":"${}"} """),
        Condition("EMPTY_OBJECT_CONDITION", ""),
        Condition("EMPTY_ARRAY_CONDITION", """ "StringEquals":{"app:t":[]} """),
        Condition("EMPTY_ARRAY_CONDITION_FORALLVALUES", """ "ForAllValues:StringEquals":{"app:t":[]} """),
        Condition("EMPTY_ARRAY_CONDITION_FORANYVALUE", """ "ForAnyValue:StringEquals":{"app:t":[]} """),
        Condition("EMPTY_ARRAY_CONDITION_IFEXISTS", """ "StringEqualsIfExists":{"app:t":[]} """),
        Condition("REDUNDANT_CONDITION_VALUE_NUM", """ "NumericLessThan":{"app:n":["1","2"]} """),
        Statement("VARIABLE_UNSUPPORTED_IN_ELEMENT", """ "Effect":"Allow","Action":"s3:${aws:username}","Resource":"*" """),
        Raw("VARIABLE_UNSUPPORTED_IN_VERSION", """{"Version":"2008-10-17","Statement":{"Effect":"Allow","Action":"s3:Get","Resource":"arn:aws:s3:::b/${aws:username}"}}"""),
        Raw("POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA", Long("")),
        ("POLICY_SIZE_EXCEEDS_SCP_QUOTA", PolicyKind.ServiceControl, Long("")),
        ("POLICY_SIZE_EXCEEDS_RCP_QUOTA", PolicyKind.ResourceControl, Long("\"Principal\":\"*\",")),
        ("POLICY_SIZE_EXCEEDS_RESOURCE_POLICY_QUOTA", PolicyKind.Resource, Long("\"Principal\":\"*\",")),
        ("POLICY_SIZE_EXCEEDS_ROLE_TRUST_POLICY_QUOTA", PolicyKind.Trust, Long("\"Principal\":\"*\",")),
        Statement("EMPTY_SID_VALUE", """ "Sid":"","Effect":"Allow","Action":"s3:Get","Resource":"*" """),
        Statement("EMPTY_ARRAY_ACTION", """ "Effect":"Allow","Action":[],"Resource":"*" """),
        Statement("EMPTY_ARRAY_RESOURCE", """ "Effect":"Allow","Action":"s3:Get","Resource":[] """),
        Statement("EMPTY_OBJECT_PRINCIPAL", """ "Effect":"Allow","Principal":{},"Action":"sts:AssumeRole" """, PolicyKind.Trust),
        Statement("EMPTY_ARRAY_PRINCIPAL", """ "Effect":"Allow","Principal":{"AWS":[]},"Action":"sts:AssumeRole" """, PolicyKind.Trust),
        Statement("REDUNDANT_ACTION", """ "Effect":"Allow","Action":["s3:Get*","s3:GetObject"],"Resource":"*" """),
        Statement("REDUNDANT_RESOURCE", """ "Effect":"Allow","Action":"s3:Get","Resource":["arn:aws:s3:::b/*","arn:aws:s3:::b/k"] """),
        Statement("ALLOW_WITH_NOT_PRINCIPAL", """ "Effect":"Allow","NotPrincipal":{"AWS":"123456789012"},"Action":"s3:Get","Resource":"*" """, PolicyKind.Resource),
        Statement("ALLOW_EVERYONE_WITHOUT_CONDITION", """ "Effect":"Allow","Principal":"*","Action":"s3:Get","Resource":"*" """, PolicyKind.Resource),
        Statement("RESTRICT_ACCESS_TO_SERVICE_PRINCIPAL", """ "Effect":"Allow","Principal":{"Service":"sns.amazonaws.com"},"Action":"sqs:SendMessage","Resource":"*" """, PolicyKind.Resource),
        Statement("INVALID_SERVICE_PRINCIPAL_FORMAT", """ "Effect":"Allow","Principal":{"Service":"sns"},"Action":"sts:AssumeRole" """, PolicyKind.Trust),
        Statement("UNSUPPORTED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL", """ "Effect":"Allow","Principal":{"Service":"sns.amazonaws.com"},"Action":"sqs:SendMessage","Resource":"*","Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"}} """, PolicyKind.Resource),
        Statement("IRRELEVANT_CONDITION_KEY_IN_POLICY", """ "Effect":"Allow","Principal":{"AWS":"123456789012"},"Action":"s3:Get","Resource":"*","Condition":{"StringEquals":{"aws:ResourceAccount":"123456789012"}} """, PolicyKind.Resource),
        Statement("FEDERATED_PRINCIPAL_NOT_SUPPORTED", $$""" "Effect":"Allow","Principal":{"Federated":"{{Saml}}"},"Action":"s3:Get","Resource":"*" """, PolicyKind.Resource),
        Statement("INVALID_ROLE_REFERENCE", """ "Effect":"Allow","Principal":{"AWS":"AROACKCEVSQ6C2EXAMPLE"},"Action":"sts:AssumeRole" """, PolicyKind.Trust),
        Statement("INVALID_USER_REFERENCE", """ "Effect":"Allow","Principal":{"AWS":"AIDACKCEVSQ6C2EXAMPLE"},"Action":"sts:AssumeRole" """, PolicyKind.Trust),
        Statement("TRUST_EVERYONE_WITHOUT_CONDITION", """ "Effect":"Allow","Principal":"*","Action":"sts:AssumeRole" """, PolicyKind.Trust),
        Statement("ROLE_TRUST_POLICY_UNSUPPORTED_WILDCARD_IN_PRINCIPAL", """ "Effect":"Allow","Principal":"*","Action":"sts:AssumeRoleWithSAML" """, PolicyKind.Trust),
        Statement("REDUNDANT_PRINCIPAL_IN_ROLE_TRUST_POLICY", """ "Effect":"Allow","Principal":{"AWS":["123456789012","arn:aws:iam::123456789012:user/bob"]},"Action":"sts:AssumeRole" """, PolicyKind.Trust),
        Statement("INVALID_FEDERATED_PRINCIPAL_SYNTAX_IN_ROLE_TRUST_POLICY", """ "Effect":"Allow","Principal":{"Federated":"arn:aws:iam::123456789012:role/r"},"Action":"sts:AssumeRoleWithSAML" """, PolicyKind.Trust),
        Statement("MISMATCHED_ACTION_FOR_PRINCIPAL", $$""" "Effect":"Allow","Principal":{"Federated":"{{Saml}}"},"Action":"sts:AssumeRoleWithWebIdentity" """, PolicyKind.Trust),
        Statement("MISSING_ACTION_FOR_CONDITION_KEY", """ "Effect":"Allow","Principal":{"AWS":"123456789012"},"Action":"sts:AssumeRole","Condition":{"StringEquals":{"sts:SourceIdentity":"bob"}} """, PolicyKind.Trust),
        Statement("MISSING_ACTION_FOR_ROLES_ANYWHERE_TRUST_POLICY", """ "Effect":"Allow","Principal":{"Service":"rolesanywhere.amazonaws.com"},"Action":"sts:AssumeRole" """, PolicyKind.Trust),
        Statement("CONFIRM_AUDIENCE_CLAIM_TYPE", """ "Effect":"Allow","Principal":{"Federated":"arn:aws:iam::123456789012:oidc-provider/idp.example.com"},"Action":"sts:AssumeRoleWithWebIdentity","Condition":{"ForAnyValue:StringEquals":{"idp.example.com:aud":"app"}} """, PolicyKind.Trust),
        Statement("MISSING_CONDITION_KEY_FOR_SAML_PRINCIPAL", $$""" "Effect":"Allow","Principal":{"Federated":"{{Saml}}"},"Action":"sts:AssumeRoleWithSAML" """, PolicyKind.Trust),
        Statement("MISSING_CONDITION_KEY_FOR_OIDC_PRINCIPAL", """ "Effect":"Allow","Principal":{"Federated":"arn:aws:iam::123456789012:oidc-provider/idp.example.com"},"Action":"sts:AssumeRoleWithWebIdentity" """, PolicyKind.Trust),
        Statement("MISSING_GITHUB_REPO_CONDITION_KEY", $$""" "Effect":"Allow","Principal":{"Federated":"{{GitHub}}"},"Action":"sts:AssumeRoleWithWebIdentity","Condition":{"StringEquals":{"token.actions.githubusercontent.com:aud":"sts.amazonaws.com"} } """, PolicyKind.Trust),
        Statement("SPECIFIC_GITHUB_REPO_AND_BRANCH_RECOMMENDED", $$""" "Effect":"Allow","Principal":{"Federated":"{{GitHub}}"},"Action":"sts:AssumeRoleWithWebIdentity","Condition":{"StringLike":{"token.actions.githubusercontent.com:sub":"repo:org/*"} } """, PolicyKind.Trust),
        .. StarCases("PASS_ROLE", "iam:PassRole", "iam:Pass*"),
        .. StarCases("CREATE_SLR", "iam:CreateServiceLinkedRole", "iam:CreateServiceLinked*"),
        Statement("PRIVILEGE_ESCALATION_BY_POLICY", """ "Effect":"Allow","Action":"iam:PutRolePolicy","Resource":"arn:aws:iam::123456789012:role/*" """),
        Statement("PRIVILEGE_ESCALATION_BY_GROUP", """ "Effect":"Allow","Action":"iam:AddUserToGroup","Resource":"*" """),
        Statement("PRIVILEGE_ESCALATION_BY_CREDENTIALS", """ "Effect":"Allow","Action":"iam:CreateAccessKey","Resource":"arn:aws:iam::123456789012:user/*" """),
        Statement("PRIVILEGE_ESCALATION_BY_TRUST", """ "Effect":"Allow","Action":"iam:UpdateAssumeRolePolicy","Resource":"*" """),
        Statement("PRIVILEGE_ESCALATION_BY_BOUNDARY", """ "Effect":"Allow","Action":"iam:DeleteRolePermissionsBoundary","Resource":"*" """),
        Statement("PRIVILEGE_ESCALATION_BY_ORGANIZATION", """ "Effect":"Allow","Action":"organizations:*","Resource":"*" """),
        Statement("ASSUME_ANY_ROLE", """ "Effect":"Allow","Action":"sts:AssumeRole","Resource":"*" """),
        Statement("AUDIT_CAN_BE_STOPPED", """ "Effect":"Allow","Action":"cloudtrail:*","Resource":"*" """),
        Statement("UNSUPPORTED_RESOURCE_ARN_IN_POLICY", """ "Effect":"Allow","Action":"iam:GetUser","Resource":"arn:aws:iam::123456789012:role/r" """),
        Statement("INVALID_SERVICE_CONDITION_KEY", """ "Effect":"Allow","Action":"iam:GetUser","Resource":"*","Condition":{"StringEquals":{"iam:Nope":"x"}} """),
        Statement("UNSUPPORTED_ACTION_FOR_CONDITION_KEY", """ "Effect":"Allow","Action":"iam:GetUser","Resource":"*","Condition":{"ArnEquals":{"iam:PermissionsBoundary":"arn:aws:iam::123456789012:policy/b"}} """),
    ];

    private static IEnumerable<(string, PolicyKind, string)> StarCases(string prefix, string action, string wide)
    {
        const string Role = "arn:aws:iam::123456789012:role/a";
        yield return Statement($"{prefix}_WITH_STAR_IN_RESOURCE", $"\"Effect\":\"Allow\",\"Action\":\"{action}\",\"Resource\":\"*\"");
        yield return Statement($"{prefix}_WITH_NOT_RESOURCE", $"\"Effect\":\"Allow\",\"Action\":\"{action}\",\"NotResource\":\"{Role}\"");
        yield return Statement($"{prefix}_WITH_STAR_IN_ACTION_AND_RESOURCE", $"\"Effect\":\"Allow\",\"Action\":\"{wide}\",\"Resource\":\"*\"");
        yield return Statement($"{prefix}_WITH_STAR_IN_ACTION_AND_NOT_RESOURCE", $"\"Effect\":\"Allow\",\"Action\":\"{wide}\",\"NotResource\":\"{Role}\"");
        yield return Statement($"{prefix}_WITH_NOT_ACTION_AND_NOT_RESOURCE", $"\"Effect\":\"Allow\",\"NotAction\":\"s3:*\",\"NotResource\":\"{Role}\"");
        yield return Statement($"{prefix}_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION", "\"Effect\":\"Allow\",\"NotAction\":\"s3:*\",\"Resource\":\"*\"");
    }

    private static (string, PolicyKind, string) Raw(string code, string json) => (code, PolicyKind.Identity, json);

    private static (string, PolicyKind, string) Statement(string code, string members, PolicyKind kind = PolicyKind.Identity) => (code, kind, $"{{\"Version\":\"2012-10-17\",\"Statement\":{{{members}}}}}");

    private static (string, PolicyKind, string) Resource(string code, string arn) => Statement(code, $"\"Effect\":\"Allow\",\"Action\":\"s3:Get\",\"Resource\":\"{arn}\"");

    private static (string, PolicyKind, string) Condition(string code, string members) => Statement(code, $"\"Effect\":\"Allow\",\"Action\":\"s3:Get\",\"Resource\":\"*\",\"Condition\":{{{members}}}");

    private static string Long(string principal)
        => $"{{\"Version\":\"2012-10-17\",\"Id\":\"{new string('x', 21_000)}\",\"Statement\":{{\"Effect\":\"Deny\",{principal}\"Action\":\"sts:AssumeRole\"{(principal.Length == 0 ? ",\"Resource\":\"*\"" : string.Empty)}}}}}";
}
