using Federation.Model.Identifiers;
using Federation.Model.Sessions;
using Federation.Model.Storage;
using Federation.Storage.Sql;

namespace Federation.Storage.Stores;

internal sealed class RevocationStore(SqlSession session) : IRevocationStore
{
    public async Task PutAsync(Revocation revocation, CancellationToken cancellationToken)
    {
        var arguments = new
        {
            account = revocation.AccountId,
            kind = (int)revocation.Kind,
            targetHash = Hashes.Of(revocation.Target),
            target = revocation.Target,
            issuedBefore = Instants.Of(revocation.IssuedBefore),
            expiresAt = Instants.Of(revocation.ExpiresAt),
        };
        if (await session.ExecuteAsync(RevocationSql.Extend, arguments, cancellationToken) == 0
            && await session.InsertAsync(RevocationSql.Add, arguments, cancellationToken) == StoreOutcome.Conflict)
        {
            await session.ExecuteAsync(RevocationSql.Extend, arguments, cancellationToken);
        }
    }

    public async Task<IReadOnlyList<Revocation>> ListAsync(AccountId account, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var rows = await session.ListAsync<RevocationRow>(RevocationSql.List, new { account, now = Instants.Of(now) }, cancellationToken);
        return rows.ConvertAll(static row => new Revocation(
            row.AccountId, (RevocationKind)row.Kind, row.Target, Instants.From(row.IssuedBefore), Instants.From(row.ExpiresAt)));
    }

    public Task<int> RemoveExpiredAsync(DateTimeOffset instant, CancellationToken cancellationToken) =>
        session.ExecuteAsync(RevocationSql.RemoveExpired, new { instant = Instants.Of(instant) }, cancellationToken);

    private sealed class RevocationRow
    {
        public AccountId AccountId { get; init; }

        public long Kind { get; init; }

        public required string Target { get; init; }

        public long IssuedBefore { get; init; }

        public long ExpiresAt { get; init; }
    }
}
