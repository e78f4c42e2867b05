using Federation.Model.Identifiers;
using Federation.Model.Storage;

namespace Federation.Model.AccountAliases;

/// <summary>Aliases of accounts: an account has at most one.</summary>
public interface IAccountAliasStore
{
    /// <summary>Adds an alias. Conflict: it is taken, or the account has one already.</summary>
    Task<StoreOutcome> AddAsync(AccountAlias alias, CancellationToken cancellationToken);

    /// <summary>The alias of an account, or null.</summary>
    Task<AccountAlias?> FindOfAccountAsync(AccountId account, CancellationToken cancellationToken);

    /// <summary>Whose alias it is, or null. The comparison is exact: aliases are lower case.</summary>
    Task<AccountAlias?> FindAsync(string accountAlias, CancellationToken cancellationToken);

    /// <summary>Removes the account's alias. Stale: it is not the account's.</summary>
    Task<StoreOutcome> RemoveAsync(AccountId account, string accountAlias, CancellationToken cancellationToken);
}
