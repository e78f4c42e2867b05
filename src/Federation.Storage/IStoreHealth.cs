namespace Federation.Storage;

/// <summary>What the readiness check asks.</summary>
public interface IStoreHealth
{
    /// <summary>Looks at the database, the session store and the key ring.</summary>
    /// <returns>What is wrong, in sentences without secrets; empty where all is well.</returns>
    Task<IReadOnlyList<string>> CheckAsync(CancellationToken cancellationToken);
}
