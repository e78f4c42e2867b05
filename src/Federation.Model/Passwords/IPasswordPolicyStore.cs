using Federation.Model.Identifiers;
using Federation.Model.Storage;

namespace Federation.Model.Passwords;

/// <summary>Password policies of accounts.</summary>
public interface IPasswordPolicyStore
{
    /// <summary>The account's own policy, or null.</summary>
    Task<PasswordPolicy?> FindAsync(AccountId account, CancellationToken cancellationToken);

    /// <summary>Adds or replaces the account's policy. Conflict: another write added one at the same moment.</summary>
    Task<StoreOutcome> PutAsync(PasswordPolicy policy, CancellationToken cancellationToken);

    /// <summary>Removes it. Stale: there is none.</summary>
    Task<StoreOutcome> RemoveAsync(AccountId account, CancellationToken cancellationToken);
}
