using System.Data;
using Federation.Model.Sessions;
using Federation.Model.Storage;
using Federation.Storage.Sql;

namespace Federation.Storage.Stores;

internal sealed class OneTimeUseStore(SqlSession session) : IOneTimeUseStore
{
    private static readonly RowStatement<UseRow> Add = new(
        OneTimeUseSql.Add,
        new("@useKey", DbType.Binary, 32, static row => row.UseKey),
        new("@holderHash", DbType.Binary, 32, static row => row.HolderHash),
        new("@expiresAt", DbType.Int64, 0, static row => row.ExpiresAt));

    public async Task<bool> TryUseAsync(OneTimeUse use, CancellationToken cancellationToken)
    {
        var row = new UseRow(Hashes.Of(use.Purpose, use.Scope, use.Value), use.Holder is null ? null : Hashes.Of(use.Holder), Instants.Of(use.ExpiresAt));

        // INVARIANT: the unique key decides; a row counts for as long as it is there, whatever its expiry says.
        return await session.InsertAsync(Add, row, cancellationToken) == StoreOutcome.Stored
            || (use.Holder is not null
                && await session.ExecuteAsync(OneTimeUseSql.UseAgain, new { useKey = row.UseKey, holderHash = row.HolderHash, expiresAt = row.ExpiresAt }, cancellationToken) == 1);
    }

    public async Task<bool> WasUsedAsync(string purpose, string scope, string value, CancellationToken cancellationToken) =>
        await session.ScalarAsync<int>(OneTimeUseSql.Exists, new { useKey = Hashes.Of(purpose, scope, value) }, cancellationToken) > 0;

    public Task<int> RemoveExpiredAsync(DateTimeOffset instant, int take, CancellationToken cancellationToken) =>
        session.ExecuteAsync(OneTimeUseSql.RemoveExpired, new { instant = Instants.Of(instant), take }, cancellationToken);

    private readonly record struct UseRow(byte[] UseKey, byte[]? HolderHash, long ExpiresAt);
}
