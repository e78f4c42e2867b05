using Federation.Model.ManagedPolicies;

namespace Federation.Services.Iam.ManagedPolicies;

/// <summary>AWS's names of what a policy is to its owner (PolicyUsageType).</summary>
internal static class PolicyUsageNames
{
    /// <summary>None where nothing was said.</summary>
    internal static PolicyUsage Read(string? name) => name switch
    {
        "PermissionsPolicy" => PolicyUsage.Permissions,
        "PermissionsBoundary" => PolicyUsage.Boundary,
        _ => PolicyUsage.None,
    };
}
