using Federation.Model.Keys;
using Federation.Model.Storage;
using Federation.Storage.Sql;

namespace Federation.Storage.Stores;

internal sealed class KeyRingStore(SqlSession session, UnitOfWork unit) : IKeyRingStore
{
    public Task<StoreOutcome> AddAsync(RingKey key, CancellationToken cancellationToken) =>
        ChangedAsync(session.InsertAsync(KeyRingSql.Add, Arguments(key), cancellationToken));

    public async Task<IReadOnlyList<RingKey>> ListAsync(CancellationToken cancellationToken) =>
        (await session.ListAsync<KeyRow>(KeyRingSql.List, null, cancellationToken)).ConvertAll(static row => row.ToKey());

    public Task<StoreOutcome> UpdateAsync(RingKey key, CancellationToken cancellationToken) =>
        ChangedAsync(session.ChangeAsync(KeyRingSql.Update, Arguments(key), cancellationToken));

    public Task<StoreOutcome> RemoveAsync(string keyId, CancellationToken cancellationToken) =>
        ChangedAsync(session.ChangeAsync(KeyRingSql.Remove, new { keyId = new Ascii(keyId) }, cancellationToken));

    public async Task<int> RemoveExpiredAsync(DateTimeOffset instant, CancellationToken cancellationToken)
    {
        var removed = await session.ExecuteAsync(KeyRingSql.RemoveExpired, new { instant = Instants.Of(instant) }, cancellationToken);
        if (removed > 0)
        {
            unit.MarkChanged(ChangeScopes.KeyRing);
        }

        return removed;
    }

    private static object Arguments(RingKey key) => new
    {
        keyId = new Ascii(key.KeyId),
        purpose = (int)key.Purpose,
        algorithm = new Ascii(key.Algorithm),
        state = (int)key.State,
        sealedMaterial = key.SealedMaterial,
        certificate = key.Certificate,
        createdAt = Instants.Of(key.CreatedAt),
        expiresAt = Instants.Of(key.ExpiresAt),
        version = key.Version,
    };

    private async Task<StoreOutcome> ChangedAsync(Task<StoreOutcome> change)
    {
        var outcome = await change;
        if (outcome == StoreOutcome.Stored)
        {
            unit.MarkChanged(ChangeScopes.KeyRing);
        }

        return outcome;
    }

    private sealed class KeyRow
    {
        public required string KeyId { get; init; }

        public long Purpose { get; init; }

        public required string Algorithm { get; init; }

        public long KeyState { get; init; }

        public required byte[] SealedMaterial { get; init; }

        public byte[]? CertificateDer { get; init; }

        public long CreatedAt { get; init; }

        public long? ExpiresAt { get; init; }

        public long Version { get; init; }

        public RingKey ToKey() => new()
        {
            KeyId = KeyId,
            Purpose = (KeyPurpose)Purpose,
            Algorithm = Algorithm,
            State = (KeyState)KeyState,
            SealedMaterial = SealedMaterial,
            Certificate = CertificateDer,
            CreatedAt = Instants.From(CreatedAt),
            ExpiresAt = Instants.From(ExpiresAt),
            Version = Version,
        };
    }
}
