namespace Federation.Storage;

/// <summary>The store cannot be used as it stands: a person has to act. The message says what is wrong and what to do, and holds no secret.</summary>
public sealed class StoreInitializationException(string message, Exception? innerException = null) : Exception(message, innerException);
