using Federation.Model.Identifiers;

namespace Federation.Model.AccountAliases;

/// <summary>The name by which people who sign in may write an account instead of its id.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="Alias">3 to 63 lower-case letters, digits and single hyphens, unique in the whole gateway.</param>
public sealed record AccountAlias(AccountId AccountId, string Alias);
