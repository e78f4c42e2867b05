using Federation.Model.Accounts;
using Federation.Model.Identifiers;
using Federation.Model.Storage;
using Federation.Storage.Sql;

namespace Federation.Storage.Stores;

internal sealed class AccountStore(SqlSession session) : IAccountStore
{
    public Task<StoreOutcome> AddAsync(Account account, CancellationToken cancellationToken) =>
        session.InsertAsync(AccountSql.Add, Arguments(account), cancellationToken);

    public async Task<Account?> FindAsync(AccountId account, CancellationToken cancellationToken) =>
        (await session.FirstOrDefaultAsync<AccountRow>(AccountSql.Find, new { account }, cancellationToken))?.ToAccount();

    public async Task<Account?> FindManagementAsync(CancellationToken cancellationToken) =>
        (await session.FirstOrDefaultAsync<AccountRow>(AccountSql.FindManagement, null, cancellationToken))?.ToAccount();

    public async Task<Page<Account>> ListAsync(string? after, int take, CancellationToken cancellationToken)
    {
        var rows = await session.ListAsync<AccountRow>(AccountSql.List, new { after = new Ascii(after ?? string.Empty), take = Paging.Probe(take) }, cancellationToken);
        return Paging.Cut(rows, take, static row => row.ToAccount(), static row => row.AccountId.Value);
    }

    public Task<StoreOutcome> UpdateAsync(Account account, CancellationToken cancellationToken) =>
        session.ChangeAsync(AccountSql.Update, Arguments(account), cancellationToken);

    public Task<StoreOutcome> AddOrganizationAsync(Organization organization, CancellationToken cancellationToken) =>
        session.InsertAsync(
            AccountSql.AddOrganization,
            new
            {
                organizationId = new Ascii(organization.OrganizationId),
                account = organization.ManagementAccountId,
                rootId = new Ascii(organization.RootId),
                featureSet = new Ascii(organization.FeatureSet),
                createdAt = Instants.Of(organization.CreatedAt),
            },
            cancellationToken);

    public async Task<Organization?> FindOrganizationAsync(CancellationToken cancellationToken) =>
        (await session.FirstOrDefaultAsync<OrganizationRow>(AccountSql.FindOrganization, null, cancellationToken))?.ToOrganization();

    public Task<StoreOutcome> AddCreateRequestAsync(CreateAccountRequestRecord request, CancellationToken cancellationToken) =>
        session.InsertAsync(
            AccountSql.AddCreateRequest,
            new
            {
                requestId = new Ascii(request.RequestId),
                name = request.AccountName,
                state = new Ascii(request.State),
                createdAccount = new Ascii(request.AccountId?.Value),
                failureReason = new Ascii(request.FailureReason),
                requestedAt = Instants.Of(request.RequestedAt),
                completedAt = Instants.Of(request.CompletedAt),
            },
            cancellationToken);

    public async Task<CreateAccountRequestRecord?> FindCreateRequestAsync(string requestId, CancellationToken cancellationToken) =>
        (await session.FirstOrDefaultAsync<CreateRequestRow>(AccountSql.FindCreateRequest, new { requestId = new Ascii(requestId) }, cancellationToken))?.ToRecord();

    private static object Arguments(Account account) => new
    {
        account = account.AccountId,
        name = account.Name,
        email = account.Email,
        emailKey = NameKey.Of(account.Email),
        state = new Ascii(account.State),
        management = account.IsManagement ? 1 : 0,
        joinedMethod = new Ascii(account.JoinedMethod),
        joinedAt = Instants.Of(account.JoinedAt),
        createdAt = Instants.Of(account.CreatedAt),
        version = account.Version,
    };
}
