namespace Federation.Storage;

/// <summary>The store cannot be used as it stands: a person has to act. The message says what is wrong and what to do, and holds no secret.</summary>
public sealed class StoreInitializationException(string message, Exception? innerException = null) : Exception(message, innerException)
{
    /// <summary>True where the gateway must not start at all (there is no key-encryption key); false where it starts and fails its readiness check.</summary>
    public bool RefusesStart { get; init; }
}
