using Federation.Model.Identifiers;

namespace Federation.Model.Roles;

/// <summary>Policy documents that the gateway writes itself.</summary>
public static class WellKnownPolicies
{
    /// <summary>Everything on everything.</summary>
    public const string Administrator = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}""";

    /// <summary>A trust policy that hands over to an account's own policies.</summary>
    public static string TrustAccount(AccountId account) =>
        $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"{{Arns.Root(account)}}"},"Action":"sts:AssumeRole"}]}""";

    /// <summary>The administrator policy as an inline policy of a role.</summary>
    public static InlinePolicy AdministratorInline(Role role)
    {
        ArgumentNullException.ThrowIfNull(role);
        return new() { AccountId = role.AccountId, OwnerId = role.RoleId, PolicyName = "AdministratorAccess", Document = Administrator };
    }
}
