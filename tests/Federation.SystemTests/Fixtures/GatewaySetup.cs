using System.Text.Json;

namespace Federation.SystemTests.Fixtures;

/// <summary>Sets up a fresh gateway over the wire, as its root would: one provider, two roles, one role mapping.</summary>
internal static class GatewaySetup
{
    public const string Provider = "corporate";
    public const string Administrator = "FederationAdministrator";
    public const string Developer = "Developer";

    /// <summary>Account id of the management account.</summary>
    public static async Task<string> SetUpAsync(this GatewayProcess gateway, string identityProviderMetadata)
    {
        using var root = gateway.As(gateway.Root());
        var account = (await root.QueryAsync("sts", "GetCallerIdentity")).Succeeded().Value("Account");
        (await root.QueryAsync("iam", "CreateSAMLProvider", ("Name", Provider), ("SAMLMetadataDocument", identityProviderMetadata))).Succeeded();
        (await root.QueryAsync("iam", "UpdateAssumeRolePolicy", ("RoleName", Administrator), ("PolicyDocument", Trust(account, gateway)))).Succeeded();
        (await root.QueryAsync("iam", "CreateRole", ("RoleName", Developer), ("AssumeRolePolicyDocument", Trust(account, gateway)))).Succeeded();
        (await root.QueryAsync("iam", "PutRolePolicy", ("RoleName", Developer), ("PolicyName", "read"),
            ("PolicyDocument", """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":["iam:Get*","iam:List*"],"Resource":"*"}}"""))).Succeeded();
        (await root.JsonAsync("federation", "PutRoleMapping", new { Name = "groups", Document = Mapping(account) })).Succeeded();
        return account;
    }

    public static string RoleArn(string account, string name) => $"arn:aws:iam::{account}:role/{name}";

    public static string ProviderArn(string account) => $"arn:aws:iam::{account}:saml-provider/{Provider}";

    public static string Trust(string account, GatewayProcess gateway) => JsonSerializer.Serialize(new
    {
        Version = "2012-10-17",
        Statement = new
        {
            Effect = "Allow",
            Principal = new { Federated = ProviderArn(account) },
            Action = new[] { "sts:AssumeRoleWithSAML", "sts:TagSession", "sts:SetSourceIdentity" },
            Condition = new { StringEquals = new Dictionary<string, string> { ["SAML:aud"] = gateway.AssertionConsumerService.AbsoluteUri } },
        },
    });

    private static string Mapping(string account) => JsonSerializer.Serialize(new
    {
        Version = "2026-11-23",
        Provider = ProviderArn(account),
        Rules = new object[]
        {
            new { Sid = "Administrators", Roles = new[] { RoleArn(account, Administrator) }, Condition = Group("administrators"), SessionName = "${saml:attribute/uid}" },
            new { Sid = "Developers", Roles = new[] { RoleArn(account, Developer) }, Condition = Group("developers"), SessionName = "${saml:attribute/uid}" },
        },
    });

    private static object Group(string name) => new { StringEquals = new Dictionary<string, string> { ["saml:attribute/groups"] = name } };
}
