using Federation.Model.Identifiers;
using Federation.Model.Storage;

namespace Federation.Model.Accounts;

/// <summary>Accounts and the organization they form. Mail addresses are unique without case.</summary>
public interface IAccountStore
{
    /// <summary>Adds an account. Conflict: the id or the mail address is taken, or it is a second management account.</summary>
    Task<StoreOutcome> AddAsync(Account account, CancellationToken cancellationToken);

    /// <summary>The account, or null.</summary>
    Task<Account?> FindAsync(AccountId account, CancellationToken cancellationToken);

    /// <summary>The management account, or null on an empty store.</summary>
    Task<Account?> FindManagementAsync(CancellationToken cancellationToken);

    /// <summary>Accounts in order of their id, after <paramref name="after"/>.</summary>
    Task<Page<Account>> ListAsync(string? after, int take, CancellationToken cancellationToken);

    /// <summary>Writes an account of the version it was read with.</summary>
    Task<StoreOutcome> UpdateAsync(Account account, CancellationToken cancellationToken);

    /// <summary>Adds the organization. Conflict: there is one already.</summary>
    Task<StoreOutcome> AddOrganizationAsync(Organization organization, CancellationToken cancellationToken);

    /// <summary>The organization, or null.</summary>
    Task<Organization?> FindOrganizationAsync(CancellationToken cancellationToken);

    /// <summary>Adds the record of a CreateAccount request.</summary>
    Task<StoreOutcome> AddCreateRequestAsync(CreateAccountRequestRecord request, CancellationToken cancellationToken);

    /// <summary>The record of a CreateAccount request, or null.</summary>
    Task<CreateAccountRequestRecord?> FindCreateRequestAsync(string requestId, CancellationToken cancellationToken);
}
