using Federation.Model.AccessKeys;
using Federation.Model.Identifiers;
using Federation.Model.Storage;
using Federation.Storage.Sql;

namespace Federation.Storage.Stores;

internal sealed class AccessKeyStore(SqlSession session) : IAccessKeyStore
{
    public Task<StoreOutcome> AddAsync(AccessKey key, CancellationToken cancellationToken) =>
        session.InsertAsync(
            AccessKeySql.Add,
            new
            {
                account = key.AccountId,
                accessKeyId = key.AccessKeyId,
                userId = new Ascii(key.UserId),
                sealedSecret = key.SealedSecret,
                status = new Ascii(key.Status),
                createdAt = Instants.Of(key.CreatedAt),
            },
            cancellationToken);

    public async Task<AccessKey?> FindAsync(string accessKeyId, CancellationToken cancellationToken) =>
        (await session.FirstOrDefaultAsync<KeyRow>(AccessKeySql.Find, new { accessKeyId }, cancellationToken))?.ToKey();

    public async Task<IReadOnlyList<AccessKey>> ListAsync(AccountId account, string? userId, CancellationToken cancellationToken)
    {
        var rows = userId is null
            ? await session.ListAsync<KeyRow>(AccessKeySql.ListOfRoot, new { account }, cancellationToken)
            : await session.ListAsync<KeyRow>(AccessKeySql.ListOfUser, new { account, userId = new Ascii(userId) }, cancellationToken);
        return rows.ConvertAll(static row => row.ToKey());
    }

    public Task<StoreOutcome> SetStatusAsync(AccountId account, string accessKeyId, string status, CancellationToken cancellationToken) =>
        session.ChangeAsync(AccessKeySql.SetStatus, new { account, accessKeyId, status = new Ascii(status) }, cancellationToken);

    public Task<StoreOutcome> SetLastUseAsync(AccountId account, string accessKeyId, CredentialUse use, CancellationToken cancellationToken) =>
        session.ChangeAsync(
            AccessKeySql.SetLastUse,
            new { account, accessKeyId, usedAt = Instants.Of(use.At), service = new Ascii(use.Service), region = new Ascii(use.Region) },
            cancellationToken);

    public Task<StoreOutcome> RemoveAsync(AccountId account, string accessKeyId, CancellationToken cancellationToken) =>
        session.ChangeAsync(AccessKeySql.Remove, new { account, accessKeyId }, cancellationToken);

    private sealed class KeyRow
    {
        public AccountId AccountId { get; init; }

        public required string AccessKeyId { get; init; }

        public string? UserId { get; init; }

        public required byte[] SealedSecret { get; init; }

        public required string KeyStatus { get; init; }

        public long CreatedAt { get; init; }

        public long? LastUsedAt { get; init; }

        public string? LastUsedService { get; init; }

        public string? LastUsedRegion { get; init; }

        public AccessKey ToKey() => new()
        {
            AccountId = AccountId,
            AccessKeyId = AccessKeyId,
            UserId = UserId,
            SealedSecret = SealedSecret,
            Status = KeyStatus,
            CreatedAt = Instants.From(CreatedAt),
            LastUse = LastUses.From(LastUsedAt, LastUsedService, LastUsedRegion),
        };
    }
}
