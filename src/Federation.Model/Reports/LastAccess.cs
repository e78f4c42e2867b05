using Federation.Model.Identifiers;

namespace Federation.Model.Reports;

/// <summary>Whose calls a report looks at.</summary>
public enum LastAccessScope
{
    /// <summary>Nothing was said.</summary>
    None = 0,

    /// <summary>Those of a user or role.</summary>
    Principal = 1,

    /// <summary>Those of the users who are in a group.</summary>
    Group = 2,

    /// <summary>Those of the users and roles to which a managed policy gives permissions, directly or by a group.</summary>
    Policy = 3,
}

/// <summary>How many principals called a service.</summary>
/// <param name="Service">Wire name of the service.</param>
/// <param name="Principals">Users and roles, each once.</param>
public sealed record ServicePrincipals(string Service, int Principals);

/// <summary>The last call of an operation by a user or by a role's sessions, whatever came of it.</summary>
/// <param name="AccountId">Account of the principal.</param>
/// <param name="PrincipalId">Unique id of the user or role.</param>
/// <param name="Service">Wire name of the service, such as <c>sts</c>; at most 64 characters.</param>
/// <param name="Operation">Name of the operation; at most 128 characters.</param>
/// <param name="At">When.</param>
/// <param name="Region">Region that was signed; at most 64 characters.</param>
public sealed record LastAccess(AccountId AccountId, string PrincipalId, string Service, string Operation, DateTimeOffset At, string Region);
