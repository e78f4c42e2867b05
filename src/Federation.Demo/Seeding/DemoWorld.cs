namespace Federation.Demo.Seeding;

/// <summary>The accounts of the demo, after seeding.</summary>
internal sealed record DemoWorld(string ManagementAccount, string WorkloadsAccount, string SandboxAccount)
{
    public const string ProviderName = "example-corp";
    public const string AdministratorRole = "FederationAdministrator";
    public const string DeveloperRole = "Developer";
    public const string ReadOnlyRole = "ReadOnly";

    public static string RoleArn(string account, string name) => $"arn:aws:iam::{account}:role/{name}";

    public static string ProviderArn(string account) => $"arn:aws:iam::{account}:saml-provider/{ProviderName}";

    /// <summary>A value of the Role attribute: the role and, of the same account, the provider that vouches for it.</summary>
    public static string Pair(string account, string role) => RoleArn(account, role) + "," + ProviderArn(account);
}
