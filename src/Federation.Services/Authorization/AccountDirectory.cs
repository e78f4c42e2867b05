using Federation.Model.Accounts;
using Federation.Model.Identifiers;
using Federation.Model.Storage;
using Federation.Services.Caching;

namespace Federation.Services.Authorization;

/// <summary>An account with the organization it is in.</summary>
/// <param name="Account">The account.</param>
/// <param name="Organization">Null outside any.</param>
public sealed record AccountEntry(Account Account, Organization? Organization)
{
    /// <summary>True while its principals may do anything at all.</summary>
    public bool IsActive => Account.State == "ACTIVE";
}

/// <summary>Accounts, kept until something in them changes.</summary>
public sealed class AccountDirectory(IDatabase database, IChangeTracker tracker, CacheOptions options)
{
    private readonly VersionedCache<string, AccountEntry> _cache = new(tracker, options.Accounts, static _ => 0, (account, _, cancellationToken) => LoadAsync(database, account, cancellationToken));

    /// <summary>The account, or null.</summary>
    public ValueTask<AccountEntry?> FindAsync(AccountId account, CancellationToken cancellationToken) => _cache.GetAsync(account, string.Empty, cancellationToken);

    private static async Task<AccountEntry?> LoadAsync(IDatabase database, AccountId account, CancellationToken cancellationToken)
    {
        await using var store = await database.BeginReadAsync(cancellationToken);
        var found = await store.Accounts.FindAsync(account, cancellationToken);
        if (found is null)
        {
            return null;
        }

        var organization = found.JoinedMethod is null ? null : await store.Accounts.FindOrganizationAsync(cancellationToken);
        return new AccountEntry(found, organization);
    }
}
