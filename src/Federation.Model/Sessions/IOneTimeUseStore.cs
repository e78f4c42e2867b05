namespace Federation.Model.Sessions;

/// <summary>The database's memory of one-time values: a unique key over purpose, scope and value (hashed).</summary>
public interface IOneTimeUseStore
{
    /// <summary>
    /// Marks the value as used. False: it was used before (by another holder, or by any where <see cref="OneTimeUse.Holder"/> is null).
    /// </summary>
    Task<bool> TryUseAsync(OneTimeUse use, CancellationToken cancellationToken);

    /// <summary>True where the value was used before, by whatever holder.</summary>
    Task<bool> WasUsedAsync(string purpose, string scope, string value, CancellationToken cancellationToken);

    /// <summary>Removes uses that expired before <paramref name="instant"/>; at most <paramref name="take"/> a call. Returns how many.</summary>
    Task<int> RemoveExpiredAsync(DateTimeOffset instant, int take, CancellationToken cancellationToken);
}
