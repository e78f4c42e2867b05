namespace Federation.Services.Iam;

/// <summary>How many entities an account may have. The defaults are AWS's; the host binds <c>Federation:Quotas</c>.</summary>
/// <remarks>
/// What an account has of users, groups, roles, policies and providers is counted without a lock, so that creations do not wait for each other: on SQL Server, as many as run at the
/// same moment may go beyond a quota that is nearly used up. What a user, group, role or root may have (keys, devices, memberships, attachments, versions) is exact: the owner's row
/// moves with each.
/// </remarks>
public sealed record IamQuotas
{
    /// <value>Users in an account. Default 5,000.</value>
    public int UsersPerAccount { get; init; } = 5_000;

    /// <value>Groups in an account. Default 300.</value>
    public int GroupsPerAccount { get; init; } = 300;

    /// <value>Roles in an account. Default 1,000.</value>
    public int RolesPerAccount { get; init; } = 1_000;

    /// <value>Managed policies of its own in an account. Default 1,500.</value>
    public int PoliciesPerAccount { get; init; } = 1_500;

    /// <value>Users of an account that still gets a credential report, which lies in memory whole: about 200 bytes a user. Default 100,000.</value>
    public int UsersInCredentialReport { get; init; } = 100_000;

    /// <value>Groups that a user may be in. Default 10.</value>
    public int GroupsPerUser { get; init; } = 10;

    /// <value>Managed policies on a user, group or role. Default 10.</value>
    public int AttachedPoliciesPerPrincipal { get; init; } = 10;
}
