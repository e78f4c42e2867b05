using System.Collections.Frozen;

namespace Federation.Policy.Lint;

/// <summary>The type of the values of a context key.</summary>
internal enum KeyType
{
    Text,
    Arn,
    Boolean,
    Date,
    Number,
    Address,
    Binary,
}

/// <summary>Type of a key, and whether it may have several values.</summary>
internal sealed record KeyInfo(KeyType Type, bool IsMultivalued);

/// <summary>The global condition keys of AWS and the keys of STS and SAML, with their types (IAM User Guide, global condition context keys).</summary>
internal static class GlobalKeys
{
    private static readonly KeyInfo Text = new(KeyType.Text, false);
    private static readonly KeyInfo TextList = new(KeyType.Text, true);
    private static readonly KeyInfo Arn = new(KeyType.Arn, false);
    private static readonly KeyInfo Boolean = new(KeyType.Boolean, false);
    private static readonly KeyInfo Date = new(KeyType.Date, false);
    private static readonly KeyInfo Number = new(KeyType.Number, false);
    private static readonly KeyInfo Address = new(KeyType.Address, false);

    private static readonly FrozenDictionary<string, KeyInfo> Known = new Dictionary<string, KeyInfo>(StringComparer.OrdinalIgnoreCase)
    {
        ["aws:AssumedRoot"] = Boolean,
        ["aws:CalledVia"] = TextList,
        ["aws:CalledViaFirst"] = Text,
        ["aws:CalledViaLast"] = Text,
        ["aws:ChatbotSourceArn"] = Arn,
        ["aws:CurrentTime"] = Date,
        ["aws:Ec2InstanceSourcePrivateIPv4"] = Address,
        ["aws:Ec2InstanceSourceVpc"] = Text,
        ["aws:EpochTime"] = Date,
        ["aws:FederatedProvider"] = Text,
        ["aws:MultiFactorAuthAge"] = Number,
        ["aws:MultiFactorAuthPresent"] = Boolean,
        ["aws:PrincipalAccount"] = Text,
        ["aws:PrincipalArn"] = Arn,
        ["aws:PrincipalIsAWSService"] = Boolean,
        ["aws:PrincipalOrgID"] = Text,
        ["aws:PrincipalOrgPaths"] = TextList,
        ["aws:PrincipalServiceName"] = Text,
        ["aws:PrincipalServiceNamesList"] = TextList,
        ["aws:PrincipalType"] = Text,
        ["aws:Referer"] = Text,
        ["aws:RequestedRegion"] = Text,
        ["aws:ResourceAccount"] = Text,
        ["aws:ResourceOrgID"] = Text,
        ["aws:ResourceOrgPaths"] = TextList,
        ["aws:SecureTransport"] = Boolean,
        ["aws:SourceAccount"] = Text,
        ["aws:SourceArn"] = Arn,
        ["aws:SourceIdentity"] = Text,
        ["aws:SourceIp"] = Address,
        ["aws:SourceOrgID"] = Text,
        ["aws:SourceOrgPaths"] = TextList,
        ["aws:SourceOwner"] = Text,
        ["aws:SourceVpc"] = Text,
        ["aws:SourceVpcArn"] = Arn,
        ["aws:SourceVpce"] = Text,
        ["aws:SourceVpceAccount"] = Text,
        ["aws:SourceVpceOrgID"] = Text,
        ["aws:SourceVpceOrgPaths"] = TextList,
        ["aws:TagKeys"] = TextList,
        ["aws:TokenIssueTime"] = Date,
        ["aws:UserAgent"] = Text,
        ["aws:userid"] = Text,
        ["aws:username"] = Text,
        ["aws:ViaAWSService"] = Boolean,
        ["aws:VpceAccount"] = Text,
        ["aws:VpceOrgID"] = Text,
        ["aws:VpceOrgPaths"] = TextList,
        ["aws:VpcSourceIp"] = Address,
        ["iam:AssociatedResourceArn"] = Arn,
        ["iam:PassedToService"] = Text,
        ["iam:PermissionsBoundary"] = Arn,
        ["iam:PolicyARN"] = Arn,
        ["sts:DurationSeconds"] = Number,
        ["sts:ExternalId"] = Text,
        ["sts:RoleSessionName"] = Text,
        ["sts:SourceIdentity"] = Text,
        ["sts:TransitiveTagKeys"] = TextList,
        ["saml:aud"] = Text,
        ["saml:iss"] = Text,
        ["saml:sub"] = Text,
        ["saml:sub_type"] = Text,
        ["saml:namequalifier"] = Text,
        ["saml:doc"] = Text,
        ["saml:edupersonaffiliation"] = TextList,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Keys that are no longer used, or never were for policies, with what takes their place.</summary>
    public static FrozenDictionary<string, (string Code, string By)> Replaced { get; } = new Dictionary<string, (string, string)>(StringComparer.OrdinalIgnoreCase)
    {
        ["aws:ARN"] = ("UNSUPPORTED_GLOBAL_CONDITION_KEY", "aws:PrincipalArn or aws:SourceArn"),
        ["aws:SourceOwner"] = ("DEPRECATED_GLOBAL_CONDITION_KEY", "aws:SourceAccount"),
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Prefixes of keys that end in the key of a tag.</summary>
    public static IReadOnlyList<string> TagPrefixes { get; } = ["aws:PrincipalTag/", "aws:RequestTag/", "aws:ResourceTag/"];

    /// <summary>What is known of a key; null when it is of another service.</summary>
    public static KeyInfo? Find(string key)
        => Known.GetValueOrDefault(key) ?? (TagPrefixes.Any(p => key.StartsWith(p, StringComparison.OrdinalIgnoreCase)) ? Text : null);
}
