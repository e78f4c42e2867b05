using Federation.Model.Identifiers;
using Federation.Model.Roles;
using Federation.Policy;

namespace Federation.Services.Policies;

/// <summary>Policy documents that the gateway writes itself.</summary>
internal static class WellKnownPolicies
{
    /// <summary>Everything on everything.</summary>
    internal const string Administrator = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}""";

    /// <summary>What root may do itself, for its federated users: their session policies are all that limits them.</summary>
    internal static PrincipalPolicySet RootOfFederatedUser { get; } = new([CompiledPolicy.CompileStored(Administrator, PolicyKind.Identity, "root")]);

    /// <summary>A trust policy that hands over to an account's own policies.</summary>
    internal static string TrustAccount(AccountId account) =>
        $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"{{Arns.Root(account)}}"},"Action":"sts:AssumeRole"}]}""";

    /// <summary>The administrator policy as an inline policy of a role.</summary>
    internal static InlinePolicy AdministratorInline(Role role) =>
        new() { AccountId = role.AccountId, OwnerId = role.RoleId, PolicyName = "AdministratorAccess", Document = Administrator };
}
