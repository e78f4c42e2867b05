using System.Collections.Frozen;

namespace Federation.Policy;

/// <summary>The condition context keys that have a place of their own in every <see cref="RequestContext"/>.</summary>
public static class ContextKeys
{
    private static readonly List<ContextKey> Registered = [];

    /// <summary>aws:CalledVia, multivalued.</summary>
    public static readonly ContextKey CalledVia = New("aws:CalledVia");

    /// <summary>aws:CalledViaFirst.</summary>
    public static readonly ContextKey CalledViaFirst = New("aws:CalledViaFirst");

    /// <summary>aws:CalledViaLast.</summary>
    public static readonly ContextKey CalledViaLast = New("aws:CalledViaLast");

    /// <summary>aws:CurrentTime, ISO 8601.</summary>
    public static readonly ContextKey CurrentTime = New("aws:CurrentTime");

    /// <summary>aws:EpochTime, seconds.</summary>
    public static readonly ContextKey EpochTime = New("aws:EpochTime");

    /// <summary>aws:FederatedProvider.</summary>
    public static readonly ContextKey FederatedProvider = New("aws:FederatedProvider");

    /// <summary>aws:MultiFactorAuthAge, seconds; absent with long-term credentials.</summary>
    public static readonly ContextKey MultiFactorAuthAge = New("aws:MultiFactorAuthAge");

    /// <summary>aws:MultiFactorAuthPresent; absent with long-term credentials.</summary>
    public static readonly ContextKey MultiFactorAuthPresent = New("aws:MultiFactorAuthPresent");

    /// <summary>aws:PrincipalAccount.</summary>
    public static readonly ContextKey PrincipalAccount = New("aws:PrincipalAccount");

    /// <summary>aws:PrincipalArn: for a role session the ARN of the role.</summary>
    public static readonly ContextKey PrincipalArn = New("aws:PrincipalArn");

    /// <summary>aws:PrincipalIsAWSService.</summary>
    public static readonly ContextKey PrincipalIsAwsService = New("aws:PrincipalIsAWSService");

    /// <summary>aws:PrincipalOrgID.</summary>
    public static readonly ContextKey PrincipalOrgId = New("aws:PrincipalOrgID");

    /// <summary>aws:PrincipalOrgPaths, multivalued.</summary>
    public static readonly ContextKey PrincipalOrgPaths = New("aws:PrincipalOrgPaths");

    /// <summary>aws:PrincipalServiceName.</summary>
    public static readonly ContextKey PrincipalServiceName = New("aws:PrincipalServiceName");

    /// <summary>aws:PrincipalServiceNamesList, multivalued.</summary>
    public static readonly ContextKey PrincipalServiceNamesList = New("aws:PrincipalServiceNamesList");

    /// <summary>aws:PrincipalType.</summary>
    public static readonly ContextKey PrincipalType = New("aws:PrincipalType");

    /// <summary>aws:Referer.</summary>
    public static readonly ContextKey Referer = New("aws:Referer");

    /// <summary>aws:RequestedRegion.</summary>
    public static readonly ContextKey RequestedRegion = New("aws:RequestedRegion");

    /// <summary>aws:ResourceAccount.</summary>
    public static readonly ContextKey ResourceAccount = New("aws:ResourceAccount");

    /// <summary>aws:ResourceOrgID.</summary>
    public static readonly ContextKey ResourceOrgId = New("aws:ResourceOrgID");

    /// <summary>aws:ResourceOrgPaths, multivalued.</summary>
    public static readonly ContextKey ResourceOrgPaths = New("aws:ResourceOrgPaths");

    /// <summary>aws:SecureTransport.</summary>
    public static readonly ContextKey SecureTransport = New("aws:SecureTransport");

    /// <summary>aws:SourceAccount.</summary>
    public static readonly ContextKey SourceAccount = New("aws:SourceAccount");

    /// <summary>aws:SourceArn.</summary>
    public static readonly ContextKey SourceArn = New("aws:SourceArn");

    /// <summary>aws:SourceIdentity.</summary>
    public static readonly ContextKey SourceIdentity = New("aws:SourceIdentity");

    /// <summary>aws:SourceIp.</summary>
    public static readonly ContextKey SourceIp = New("aws:SourceIp");

    /// <summary>aws:SourceOrgID.</summary>
    public static readonly ContextKey SourceOrgId = New("aws:SourceOrgID");

    /// <summary>aws:SourceOrgPaths, multivalued.</summary>
    public static readonly ContextKey SourceOrgPaths = New("aws:SourceOrgPaths");

    /// <summary>aws:SourceVpc.</summary>
    public static readonly ContextKey SourceVpc = New("aws:SourceVpc");

    /// <summary>aws:SourceVpce.</summary>
    public static readonly ContextKey SourceVpce = New("aws:SourceVpce");

    /// <summary>aws:TagKeys, multivalued.</summary>
    public static readonly ContextKey TagKeys = New("aws:TagKeys");

    /// <summary>aws:TokenIssueTime, ISO 8601 with milliseconds; absent with long-term credentials.</summary>
    public static readonly ContextKey TokenIssueTime = New("aws:TokenIssueTime");

    /// <summary>aws:UserAgent.</summary>
    public static readonly ContextKey UserAgent = New("aws:UserAgent");

    /// <summary>aws:userid.</summary>
    public static readonly ContextKey UserId = New("aws:userid");

    /// <summary>aws:username: only for IAM users.</summary>
    public static readonly ContextKey UserName = New("aws:username");

    /// <summary>aws:ViaAWSService.</summary>
    public static readonly ContextKey ViaAwsService = New("aws:ViaAWSService");

    /// <summary>aws:VpcSourceIp.</summary>
    public static readonly ContextKey VpcSourceIp = New("aws:VpcSourceIp");

    /// <summary>iam:PassedToService.</summary>
    public static readonly ContextKey PassedToService = New("iam:PassedToService");

    /// <summary>iam:PermissionsBoundary.</summary>
    public static readonly ContextKey PermissionsBoundary = New("iam:PermissionsBoundary");

    /// <summary>iam:PolicyARN.</summary>
    public static readonly ContextKey PolicyArn = New("iam:PolicyARN");

    /// <summary>saml:aud: the Recipient of the assertion.</summary>
    public static readonly ContextKey SamlAudience = New("saml:aud");

    /// <summary>saml:iss.</summary>
    public static readonly ContextKey SamlIssuer = New("saml:iss");

    /// <summary>saml:namequalifier.</summary>
    public static readonly ContextKey SamlNameQualifier = New("saml:namequalifier");

    /// <summary>saml:sub.</summary>
    public static readonly ContextKey SamlSubject = New("saml:sub");

    /// <summary>saml:sub_type.</summary>
    public static readonly ContextKey SamlSubjectType = New("saml:sub_type");

    /// <summary>sts:ExternalId.</summary>
    public static readonly ContextKey ExternalId = New("sts:ExternalId");

    /// <summary>sts:RoleSessionName.</summary>
    public static readonly ContextKey RoleSessionName = New("sts:RoleSessionName");

    /// <summary>sts:SourceIdentity.</summary>
    public static readonly ContextKey StsSourceIdentity = New("sts:SourceIdentity");

    /// <summary>sts:TransitiveTagKeys, multivalued.</summary>
    public static readonly ContextKey TransitiveTagKeys = New("sts:TransitiveTagKeys");

    /// <summary>sts:DurationSeconds.</summary>
    public static readonly ContextKey DurationSeconds = New("sts:DurationSeconds");

    private static readonly FrozenDictionary<string, ContextKey> ByName = Registered.ToFrozenDictionary(k => k.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>All well-known keys.</summary>
    public static IReadOnlyList<ContextKey> All => Registered;

    internal static int Count => Registered.Count;

    internal static ContextKey? Find(string name) => ByName.GetValueOrDefault(name);

    private static ContextKey New(string name)
    {
        var key = new ContextKey(name, Registered.Count);
        Registered.Add(key);
        return key;
    }
}
