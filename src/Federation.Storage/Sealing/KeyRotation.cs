using Federation.Model.Keys;
using Federation.Model.Storage;
using Federation.Storage.Sql;
using Microsoft.Extensions.Options;

namespace Federation.Storage.Sealing;

internal sealed class KeyRotation(Database database, OpenedStore store, TimeProvider timeProvider, IOptions<KeyOptions> options) : IKeyRotation
{
    public RingKey Make(KeyPurpose purpose) => KeyFactory.Create(purpose, KeyState.Next, store.KeyEncryptionKey, timeProvider.GetUtcNow());

    public IReadOnlyList<RingKey> MakeAll(KeyPurpose purpose) => KeyFactory.CreateAll(purpose, KeyState.Next, store.KeyEncryptionKey, timeProvider.GetUtcNow());

    public async Task<KeyRotationOutcome> AnnounceAsync(IUnitOfWork store, RingKey made, CancellationToken cancellationToken) =>
        await store.Keys.AddAsync(made with { State = KeyState.Next }, cancellationToken) == StoreOutcome.Stored ? KeyRotationOutcome.Announced : KeyRotationOutcome.Stale;

    public async Task<KeyRotationOutcome> RotateAsync(IUnitOfWork store, RingKey made, CancellationToken cancellationToken) =>
        await RotateAsync(store.Keys, made with { State = KeyState.Current }, timeProvider.GetUtcNow(), cancellationToken) == StoreOutcome.Stored
            ? KeyRotationOutcome.Rotated
            : KeyRotationOutcome.Stale;

    public async Task EnsureAsync(IUnitOfWork store, IReadOnlyList<RingKey> made, CancellationToken cancellationToken)
    {
        var ring = await store.Keys.ListAsync(cancellationToken);
        foreach (var key in made.Where(key => !ring.Any(present => present.Purpose == key.Purpose && present.Algorithm == key.Algorithm && present.State == KeyState.Current)))
        {
            // A Conflict means that another node was first: its key is the one.
            await store.Keys.AddAsync(key with { State = KeyState.Current }, cancellationToken);
        }
    }

    public Task ReloadAsync(CancellationToken cancellationToken) => store.ReloadKeysAsync(cancellationToken);

    public async Task<KeyRotationOutcome> AnnounceAsync(KeyPurpose purpose, CancellationToken cancellationToken)
    {
        if (!KeyFactory.IsKnown(purpose))
        {
            return KeyRotationOutcome.UnknownPurpose;
        }

        // Made before the unit of work opens: an RSA key takes its time, and SQLite has one writer.
        var next = KeyFactory.CreateAll(purpose, KeyState.Next, store.KeyEncryptionKey, timeProvider.GetUtcNow());
        if (!await AddAllAsync(next, cancellationToken))
        {
            return KeyRotationOutcome.Stale;
        }

        await store.ReloadKeysAsync(cancellationToken);
        return KeyRotationOutcome.Announced;
    }

    public async Task<KeyRotationOutcome> RotateAsync(KeyPurpose purpose, CancellationToken cancellationToken)
    {
        if (!KeyFactory.IsKnown(purpose))
        {
            return KeyRotationOutcome.UnknownPurpose;
        }

        var now = timeProvider.GetUtcNow();
        var fresh = KeyFactory.CreateAll(purpose, KeyState.Current, store.KeyEncryptionKey, now);
        await using (var unit = await database.OpenWriteAsync(Durability.Full, cancellationToken))
        {
            foreach (var key in fresh)
            {
                if (await RotateAsync(unit.Keys, key, now, cancellationToken) != StoreOutcome.Stored)
                {
                    return KeyRotationOutcome.Stale;
                }
            }

            await unit.CommitAsync(cancellationToken);
        }

        await store.ReloadKeysAsync(cancellationToken);
        return KeyRotationOutcome.Rotated;
    }

    /// <summary>All of them or none. False: one is there already.</summary>
    private async Task<bool> AddAllAsync(IReadOnlyList<RingKey> keys, CancellationToken cancellationToken)
    {
        await using var unit = await database.OpenWriteAsync(Durability.Full, cancellationToken);
        foreach (var key in keys)
        {
            if (await unit.Keys.AddAsync(key, cancellationToken) != StoreOutcome.Stored)
            {
                return false;
            }
        }

        await unit.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>Null: for good.</summary>
    private TimeSpan? RetiredLifetimeOf(KeyPurpose purpose) => purpose switch
    {
        KeyPurpose.StoredSecrets => null,
        KeyPurpose.SamlEncryption => options.Value.RetiredEncryptionLifetime,
        _ => options.Value.RetiredLifetime,
    };

    private static bool IsAnnouncedAhead(KeyPurpose purpose) => purpose is KeyPurpose.Sealing or KeyPurpose.StoredSecrets;

    private async Task<StoreOutcome> RotateAsync(IKeyRingStore keys, RingKey fresh, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var ring = (await keys.ListAsync(cancellationToken)).Where(key => key.Purpose == fresh.Purpose && key.Algorithm == fresh.Algorithm).ToList();
        var current = ring.Find(key => key.State == KeyState.Current);
        if (current is null)
        {
            return StoreOutcome.Stale;
        }

        // INVARIANT: a unique key allows one current key; the old one leaves before the new one comes.
        var retired = await keys.UpdateAsync(current with { State = KeyState.Retired, ExpiresAt = now + RetiredLifetimeOf(fresh.Purpose) + options.Value.ClockSkew }, cancellationToken);
        if (retired != StoreOutcome.Stored)
        {
            return retired;
        }

        if (ring.Find(key => key.State == KeyState.Next) is not { } next)
        {
            return await keys.AddAsync(fresh, cancellationToken);
        }

        var promoted = await keys.UpdateAsync(next with { State = KeyState.Current }, cancellationToken);

        // Keys that only our own nodes know are always announced ahead, so that every node knows the key that takes over.
        return promoted == StoreOutcome.Stored && IsAnnouncedAhead(fresh.Purpose)
            ? await keys.AddAsync(fresh with { State = KeyState.Next }, cancellationToken)
            : promoted;
    }
}
