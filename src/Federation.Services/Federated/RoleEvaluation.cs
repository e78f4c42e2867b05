namespace Federation.Services.Federated;

/// <summary>What one rule of a role mapping gave a person, and why it gave nothing.</summary>
/// <param name="Mapping">Name of the mapping.</param>
/// <param name="Sid">Name of the rule within it.</param>
/// <param name="Holds">Whether its condition holds.</param>
/// <param name="Roles">ARNs that it gives where it holds.</param>
/// <param name="Why">Why it does not hold, without any value of the assertion; null where it does.</param>
public sealed record RuleOutcome(string Mapping, string Sid, bool Holds, IReadOnlyList<string> Roles, string? Why);

/// <summary>The roles of one sign-in with the rules that were asked.</summary>
/// <param name="Grants">Each role once, the first source counts.</param>
/// <param name="Rules">Every rule of every provider that counted.</param>
public sealed record RoleEvaluation(IReadOnlyList<RoleGrant> Grants, IReadOnlyList<RuleOutcome> Rules)
{
    /// <summary>The person as each further provider that verified the response knows them.</summary>
    public IReadOnlyList<SamlIdentity> OtherIdentities { get; init; } = [];

    /// <summary>Nothing.</summary>
    public static readonly RoleEvaluation None = new([], []);
}
