using Federation.Model.Keys;
using Federation.Model.Storage;
using Federation.Storage.Migrations;
using Federation.Storage.Sql;
using Federation.Storage.Stores;

namespace Federation.Storage.Sealing;

/// <summary>The way from an unknown database to an open one: key check, migration, key ring, changes.</summary>
internal sealed class OpenedStore(
    Database database, Migrator migrator, KeyEncryptionKeySource source, KeyRing ring, ChangeTracker changes, TimeProvider timeProvider)
    : IStoreInitializer, IDisposable
{
    private readonly SemaphoreSlim _oneAtATime = new(1, 1);
    private KeyEncryptionKey? _key;
    private volatile bool _ready;

    public bool IsReady => _ready;

    /// <summary>The key that was checked against this store.</summary>
    public KeyEncryptionKey KeyEncryptionKey => _ready && _key is not null ? _key : throw new StoreUnavailableException("the store is not open");

    public async Task InitializeAsync(CancellationToken cancellationToken)
    {
        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            if (!_ready)
            {
                await OpenAsync(cancellationToken);
                _ready = true;
            }
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    public async Task ReloadKeysAsync(CancellationToken cancellationToken)
    {
        var key = KeyEncryptionKey;
        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            await ring.LoadAsync(key, cancellationToken);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    public void Dispose()
    {
        _key?.Dispose();
        _oneAtATime.Dispose();
    }

    private async Task OpenAsync(CancellationToken cancellationToken)
    {
        migrator.Prepare();
        _key?.Dispose();

        // INVARIANT: a store that knows its key is not touched, not even migrated, with another one.
        var check = await FindCheckAsync(cancellationToken);
        _key = source.Resolve(storeIsEmpty: check is null);
        Verify(_key, check);
        await migrator.MigrateAsync(cancellationToken);
        if (check is null)
        {
            await WriteCheckAsync(_key, cancellationToken);
            Verify(_key, await FindCheckAsync(cancellationToken));
        }

        await EnsureKeysAsync(_key, cancellationToken);
        await using (var unit = await database.OpenReadAsync(cancellationToken))
        {
            changes.StartAt(await unit.Session.ScalarAsync<long>(ChangeSql.Current, null, cancellationToken));
        }

        await ring.LoadAsync(_key, cancellationToken);
    }

    private static void Verify(KeyEncryptionKey key, byte[]? check)
    {
        if (check is not null && !key.Matches(check))
        {
            throw new StoreInitializationException("the key-encryption key is not the one of this store: configure the right one; nothing was written");
        }
    }

    private async Task<byte[]?> FindCheckAsync(CancellationToken cancellationToken)
    {
        await using var unit = await database.OpenReadAsync(cancellationToken);
        return await unit.Session.ScalarAsync<int>(SchemaSql.HasInstallation, null, cancellationToken) == 0
            ? null
            : await unit.Session.FirstOrDefaultAsync<byte[]>(KeyRingSql.FindCheck, null, cancellationToken);
    }

    // A Conflict means that another node wrote its check first: it is read and verified like any other.
    private async Task WriteCheckAsync(KeyEncryptionKey key, CancellationToken cancellationToken)
    {
        await using var unit = await database.OpenWriteAsync(Durability.Full, cancellationToken);
        var arguments = new { keyCheck = key.MakeCheck(), createdAt = Instants.Of(timeProvider.GetUtcNow()) };
        if (await unit.Session.InsertAsync(KeyRingSql.AddCheck, arguments, cancellationToken) == StoreOutcome.Stored)
        {
            await unit.CommitAsync(cancellationToken);
        }
    }

    private async Task EnsureKeysAsync(KeyEncryptionKey key, CancellationToken cancellationToken)
    {
        IReadOnlyList<RingKey> present;
        await using (var unit = await database.OpenReadAsync(cancellationToken))
        {
            present = await unit.Keys.ListAsync(cancellationToken);
        }

        var missing = KeyFactory.Purposes
            .Where(purpose => !present.Any(ringKey => ringKey.Purpose == purpose && ringKey.State == KeyState.Current))
            .Select(purpose => (purpose, KeyState.Current))
            .Concat(new[] { KeyPurpose.Sealing, KeyPurpose.StoredSecrets }
                .Where(purpose => !present.Any(ringKey => ringKey.Purpose == purpose && ringKey.State == KeyState.Next))
                .Select(purpose => (purpose, KeyState.Next)))
            .ToList();
        foreach (var (purpose, state) in missing)
        {
            // Made before the unit of work opens. A Conflict means that another node was first: its key is the one.
            var made = KeyFactory.Create(purpose, state, key, timeProvider.GetUtcNow());
            await using var unit = await database.OpenWriteAsync(Durability.Full, cancellationToken);
            if (await unit.Keys.AddAsync(made, cancellationToken) == StoreOutcome.Stored)
            {
                await unit.CommitAsync(cancellationToken);
            }
        }
    }
}
