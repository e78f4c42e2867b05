using Federation.Model.Results;

namespace Federation.Services.Passwords;

/// <summary>
/// The one door to password hashing: as many at once as there are processors, a bounded number that waits, and Throttling for everybody else, so that nobody can take
/// the gateway's memory and processors by sending passwords.
/// </summary>
public sealed class PasswordGate(PasswordHasher hasher, PasswordHashing hashing) : IDisposable
{
    private readonly SemaphoreSlim _slots = new(hashing.Slots);
    private int _inside;

    /// <summary>Runs work that hashes. Throttling: too many wait already.</summary>
    public async Task<Result<T>> RunAsync<T>(Func<PasswordHasher, T> work, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(work);
        try
        {
            if (Interlocked.Increment(ref _inside) > hashing.Slots + hashing.Queue)
            {
                return CommonErrors.Throttling();
            }

            await _slots.WaitAsync(cancellationToken);
            try
            {
                return await Task.Run(() => work(hasher), cancellationToken);
            }
            finally
            {
                _slots.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref _inside);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _slots.Dispose();
}
