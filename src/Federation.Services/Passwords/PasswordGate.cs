using Federation.Model.Results;

namespace Federation.Services.Passwords;

/// <summary>
/// The one door to password hashing: as many at once as there are processors, so that nobody can take the gateway's memory and processors by sending passwords. Strangers
/// wait in a bounded number and are told to slow down beyond it; who is known waits in a lane of its own, to which one of several slots is kept: see <see cref="HashingTurn"/>.
/// </summary>
public sealed class PasswordGate(PasswordHasher hasher, PasswordHashing hashing)
{
    /// <summary>Who waits and who is next.</summary>
    internal HashingLanes Lanes { get; } = new(hashing);

    /// <summary>Runs work that hashes. Throttling: too many strangers wait already, or too many calls of this very principal or network.</summary>
    public async Task<Result<T>> RunAsync<T>(HashingTurn turn, Func<PasswordHasher, T> work, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(work);
        if (await Lanes.EnterAsync(turn, cancellationToken) is { } error)
        {
            return error;
        }

        try
        {
            return await Task.Run(() => work(hasher), cancellationToken);
        }
        finally
        {
            Lanes.Leave(turn);
        }
    }
}
