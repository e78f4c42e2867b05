namespace Federation.Model.Storage;

/// <summary>A database or session store cannot be reached or does not answer in time. Its message names the store, never a connection string.</summary>
public sealed class StoreUnavailableException(string message, Exception? innerException = null) : Exception(message, innerException)
{
    /// <summary>True where the store undid the whole unit of work and is healthy (a deadlock victim): the unit may be run again from its beginning.</summary>
    public bool IsTransient { get; init; }
}
