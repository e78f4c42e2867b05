namespace Federation.Model.Storage;

/// <summary>What became of a write.</summary>
public enum StoreOutcome
{
    /// <summary>Nothing was said: never a success.</summary>
    None = 0,

    /// <summary>Written.</summary>
    Stored = 1,

    /// <summary>A unique key is taken; nothing was written.</summary>
    Conflict = 2,

    /// <summary>The row is not there, or not in the version it was read with; nothing was written.</summary>
    Stale = 3,
}
