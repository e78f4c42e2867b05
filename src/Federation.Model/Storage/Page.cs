namespace Federation.Model.Storage;

/// <summary>One page of a list in key order.</summary>
/// <typeparam name="T">The entity.</typeparam>
/// <param name="Items">At most as many as were asked for.</param>
/// <param name="Next">The key to go on after; null on the last page.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next)
{
    /// <summary>True where a further page exists.</summary>
    public bool IsTruncated => Next is not null;
}
