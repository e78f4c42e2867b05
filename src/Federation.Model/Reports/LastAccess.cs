using Federation.Model.Identifiers;

namespace Federation.Model.Reports;

/// <summary>The last call of an operation by a user or by a role's sessions, whatever came of it.</summary>
/// <param name="AccountId">Account of the principal.</param>
/// <param name="PrincipalId">Unique id of the user or role.</param>
/// <param name="Service">Wire name of the service, such as <c>sts</c>; at most 64 characters.</param>
/// <param name="Operation">Name of the operation; at most 128 characters.</param>
/// <param name="At">When.</param>
/// <param name="Region">Region that was signed; at most 64 characters.</param>
public sealed record LastAccess(AccountId AccountId, string PrincipalId, string Service, string Operation, DateTimeOffset At, string Region);
