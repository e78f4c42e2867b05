using Federation.Model.AccountAliases;
using Federation.Model.Identifiers;
using Federation.Model.Storage;
using Federation.Storage.Sql;

namespace Federation.Storage.Stores;

internal sealed class AccountAliasStore(SqlSession session) : IAccountAliasStore
{
    public Task<StoreOutcome> AddAsync(AccountAlias alias, CancellationToken cancellationToken) =>
        session.InsertAsync(AccountAliasSql.Add, new { account = alias.AccountId, accountAlias = alias.Alias }, cancellationToken);

    public async Task<AccountAlias?> FindOfAccountAsync(AccountId account, CancellationToken cancellationToken) =>
        (await session.FirstOrDefaultAsync<Row>(AccountAliasSql.FindOfAccount, new { account }, cancellationToken))?.ToAlias();

    public async Task<AccountAlias?> FindAsync(string accountAlias, CancellationToken cancellationToken) =>
        (await session.FirstOrDefaultAsync<Row>(AccountAliasSql.Find, new { accountAlias }, cancellationToken))?.ToAlias();

    public Task<StoreOutcome> RemoveAsync(AccountId account, string accountAlias, CancellationToken cancellationToken) =>
        session.ChangeAsync(AccountAliasSql.Remove, new { account, accountAlias }, cancellationToken);

    private sealed class Row
    {
        public AccountId AccountId { get; init; }

        public required string AccountAlias { get; init; }

        public AccountAlias ToAlias() => new(AccountId, AccountAlias);
    }
}
