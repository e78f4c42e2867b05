using Federation.Model.Identifiers;
using Federation.Model.Reports;
using Federation.Model.Storage;
using Federation.Storage.Sql;

namespace Federation.Storage.Stores;

internal sealed class LastAccessStore(SqlSession session) : ILastAccessStore
{
    public async Task<StoreOutcome> SetAsync(LastAccess access, CancellationToken cancellationToken)
    {
        var arguments = new
        {
            account = access.AccountId,
            principalId = new Ascii(access.PrincipalId),
            service = new Ascii(access.Service),
            operation = new Ascii(access.Operation),
            accessedAt = Instants.Of(access.At),
            region = new Ascii(access.Region),
        };
        if (await session.ExecuteAsync(LastAccessSql.Renew, arguments, cancellationToken) == 1)
        {
            return StoreOutcome.Stored;
        }

        // A row that is there and was not renewed tells of a later call.
        return await session.InsertAsync(LastAccessSql.Add, arguments, cancellationToken) == StoreOutcome.Stored ? StoreOutcome.Stored : StoreOutcome.Stale;
    }

    public async Task<IReadOnlyList<LastAccess>> ListLatestAsync(
        AccountId account, LastAccessScope scope, string ownerId, DateTimeOffset since, CancellationToken cancellationToken) =>
        (await session.ListAsync<Row>(LastAccessSql.ListLatest(scope), new { account, ownerId = new Ascii(ownerId), since = Instants.Of(since) }, cancellationToken))
            .ConvertAll(static row => row.ToAccess());

    public async Task<IReadOnlyList<ServicePrincipals>> CountPrincipalsAsync(
        AccountId account, LastAccessScope scope, string ownerId, DateTimeOffset since, CancellationToken cancellationToken) =>
        (await session.ListAsync<CountRow>(LastAccessSql.CountPrincipals(scope), new { account, ownerId = new Ascii(ownerId), since = Instants.Of(since) }, cancellationToken))
            .ConvertAll(static row => new ServicePrincipals(row.ServiceName, row.Principals));

    public Task<int> RemoveExpiredAsync(DateTimeOffset instant, int take, CancellationToken cancellationToken) =>
        session.ExecuteAsync(LastAccessSql.RemoveExpired, new { instant = Instants.Of(instant), take }, cancellationToken);

    private sealed class CountRow
    {
        public required string ServiceName { get; init; }

        public int Principals { get; init; }
    }

    private sealed class Row
    {
        public AccountId AccountId { get; init; }

        public required string PrincipalId { get; init; }

        public required string ServiceName { get; init; }

        public required string OperationName { get; init; }

        public long AccessedAt { get; init; }

        public required string Region { get; init; }

        public LastAccess ToAccess() => new(AccountId, PrincipalId, ServiceName, OperationName, Instants.From(AccessedAt), Region);
    }
}
