using Federation.Model.Keys;
using Federation.Model.Storage;

namespace Federation.Services.OwnKeys;

/// <summary>Replaces all keys of a purpose by fresh ones at once, where they were stolen.</summary>
internal static class StolenKeys
{
    /// <summary>Within the caller's transaction. False: another request changed the ring meanwhile.</summary>
    /// <param name="rotation">Moves the keys.</param>
    /// <param name="store">The caller's unit of work.</param>
    /// <param name="stolen">Every key of the purpose: one that was announced, or is retired, may have been taken with the current one.</param>
    /// <param name="made">The fresh keys, one of each algorithm.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    internal static async Task<bool> ReplaceAsync(IKeyRotation rotation, IUnitOfWork store, IReadOnlyList<RingKey> stolen, IReadOnlyList<RingKey> made, CancellationToken cancellationToken)
    {
        // INVARIANT: the announced one leaves first, or it would be the one that takes over.
        if (!await RemoveAsync(store, stolen.Where(key => key.State != KeyState.Current), cancellationToken))
        {
            return false;
        }

        foreach (var key in made)
        {
            if (await rotation.RotateAsync(store, key, cancellationToken) != KeyRotationOutcome.Rotated)
            {
                return false;
            }
        }

        return await RemoveAsync(store, stolen.Where(key => key.State == KeyState.Current), cancellationToken);
    }

    private static async Task<bool> RemoveAsync(IUnitOfWork store, IEnumerable<RingKey> keys, CancellationToken cancellationToken)
    {
        foreach (var key in keys)
        {
            if (await store.Keys.RemoveAsync(key.KeyId, cancellationToken) != StoreOutcome.Stored)
            {
                return false;
            }
        }

        return true;
    }
}
