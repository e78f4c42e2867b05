namespace Federation.Storage;

/// <summary>Looks at the schema and changes nothing.</summary>
public interface ISchemaCheck
{
    /// <summary>Names of the migrations that wait to be run; none means that the schema is this version's and whole.</summary>
    /// <exception cref="StoreInitializationException">There is no store, or its schema is newer, changed or damaged.</exception>
    /// <exception cref="Model.Storage.StoreUnavailableException">The database cannot be reached.</exception>
    Task<IReadOnlyList<string>> FindPendingAsync(CancellationToken cancellationToken);
}
