using Federation.Model.Roles;
using Federation.Services.Pipeline;

namespace Federation.Services.Federated;

/// <summary>What a role demands of somebody whom a SAML assertion vouches for (AWS: AssumeRoleWithSAML).</summary>
internal static class SamlDemands
{
    internal static IReadOnlyList<Demand> ForRole(Role role, RoleGrant grant, AssertedSession asserted, int? durationSeconds) =>
        FederatedDemands.ForRole("sts:AssumeRoleWithSAML", role, grant.SessionName, asserted, durationSeconds);
}
