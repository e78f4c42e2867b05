using System.Text.Json;

namespace Federation.Demo.Seeding;

/// <summary>The policy documents of the demo.</summary>
internal static class Policies
{
    /// <summary>Trusts the account's own SAML provider, for assertions that were made for this gateway.</summary>
    public static string TrustProvider(string account, string assertionConsumerService) => Document(FederatedStatement(account, assertionConsumerService));

    /// <summary>The same, and the account's own principals, whose policies then decide.</summary>
    public static string TrustProviderAndAccount(string account, string assertionConsumerService) => Document(
        FederatedStatement(account, assertionConsumerService),
        new Dictionary<string, object>
        {
            ["Sid"] = "Account",
            ["Effect"] = "Allow",
            ["Principal"] = new { AWS = $"arn:aws:iam::{account}:root" },
            ["Action"] = "sts:AssumeRole",
        });

    public static string Allow(params string[] actions) => Document(new Dictionary<string, object>
    {
        ["Sid"] = "Demo",
        ["Effect"] = "Allow",
        ["Action"] = actions,
        ["Resource"] = "*",
    });

    /// <summary>People in the group <c>developers</c> get the management account's read-only role.</summary>
    public static string RoleMapping(string account) => JsonSerializer.Serialize(new
    {
        Version = "2026-11-23",
        Provider = DemoWorld.ProviderArn(account),
        Rules = new[]
        {
            new
            {
                Sid = "Developers",
                Roles = new[] { DemoWorld.RoleArn(account, DemoWorld.ReadOnlyRole) },
                Condition = new { StringEquals = new Dictionary<string, string> { ["saml:attribute/groups"] = "developers" } },
                SessionName = "${saml:attribute/uid}",
            },
        },
    });

    private static Dictionary<string, object> FederatedStatement(string account, string assertionConsumerService) => new(StringComparer.Ordinal)
    {
        ["Sid"] = "SignIn",
        ["Effect"] = "Allow",
        ["Principal"] = new { Federated = DemoWorld.ProviderArn(account) },
        ["Action"] = (string[])["sts:AssumeRoleWithSAML", "sts:TagSession", "sts:SetSourceIdentity"],
        ["Condition"] = new { StringEquals = new Dictionary<string, string> { ["SAML:aud"] = assertionConsumerService } },
    };

    private static string Document(params Dictionary<string, object>[] statements) =>
        JsonSerializer.Serialize(new { Version = "2012-10-17", Statement = statements });
}
