using Federation.Model.Sessions;
using Federation.Model.Storage;
using Federation.Storage.Sql;

namespace Federation.Storage.Stores;

internal sealed class OneTimeUseStore(SqlSession session) : IOneTimeUseStore
{
    public async Task<bool> TryUseAsync(OneTimeUse use, CancellationToken cancellationToken)
    {
        var arguments = new
        {
            useKey = Hashes.Of(use.Purpose, use.Scope, use.Value),
            holderHash = use.Holder is null ? null : Hashes.Of(use.Holder),
            expiresAt = Instants.Of(use.ExpiresAt),
        };

        // INVARIANT: the unique key decides; a row counts for as long as it is there, whatever its expiry says.
        return await session.InsertAsync(OneTimeUseSql.Add, arguments, cancellationToken) == StoreOutcome.Stored
            || (use.Holder is not null && await session.ExecuteAsync(OneTimeUseSql.UseAgain, arguments, cancellationToken) == 1);
    }

    public async Task<bool> WasUsedAsync(string purpose, string scope, string value, CancellationToken cancellationToken) =>
        await session.ScalarAsync<int>(OneTimeUseSql.Exists, new { useKey = Hashes.Of(purpose, scope, value) }, cancellationToken) > 0;

    public Task<int> RemoveExpiredAsync(DateTimeOffset instant, int take, CancellationToken cancellationToken) =>
        session.ExecuteAsync(OneTimeUseSql.RemoveExpired, new { instant = Instants.Of(instant), take }, cancellationToken);
}
