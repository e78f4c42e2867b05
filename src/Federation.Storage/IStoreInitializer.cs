namespace Federation.Storage;

/// <summary>Makes the store ready, or says why it cannot be. Several nodes may call it at once.</summary>
public interface IStoreInitializer
{
    /// <summary>True once <see cref="InitializeAsync"/> has succeeded.</summary>
    bool IsReady { get; }

    /// <summary>Checks the key-encryption key, migrates the schema behind a lock, verifies it, and opens the key ring. May be called again after a failure.</summary>
    /// <exception cref="StoreInitializationException">A person has to act: wrong or missing key-encryption key, changed or newer schema.</exception>
    /// <exception cref="Model.Storage.StoreUnavailableException">The database cannot be reached.</exception>
    Task InitializeAsync(CancellationToken cancellationToken);
}
