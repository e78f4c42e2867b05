using Federation.Model.Passwords;
using Federation.Model.Results;
using Federation.Services.Pipeline;

namespace Federation.Services.Passwords;

/// <summary>Asks a caller who is authenticated already for the password in force: whoever finds a browser open, or a key, does not have it.</summary>
public sealed class PresentPassword(PasswordGate gate, AttemptLimits attempts)
{
    /// <summary>
    /// True where it is the password. Counted with all that is asked of this caller so (<see cref="AttemptKind.PresentPassword"/>): no page and no operation gives more guesses
    /// than another. Call it with no unit of work open.
    /// </summary>
    /// <param name="profile">The caller's.</param>
    /// <param name="typed">What was typed.</param>
    /// <param name="caller">The caller.</param>
    /// <param name="request">What the door knows.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Throttling: too many attempts, or too many at once; nothing was looked at.</returns>
    internal async Task<Result<bool>> IsAsync(LoginProfile profile, string typed, Caller caller, RequestInfo request, CancellationToken cancellationToken)
    {
        var attempt = AttemptLimits.Of(AttemptKind.PresentPassword, profile.UserId, request, caller.PortalSession?.Browser);
        if (!await attempts.MayTryAsync(attempt, cancellationToken))
        {
            return CommonErrors.Throttling();
        }

        var match = await gate.RunAsync(HashingTurn.Of(caller), hasher => hasher.Verify(profile.PasswordHash, typed), cancellationToken);
        if (!match.Succeeded)
        {
            return match.Error;
        }

        if (match.Value == PasswordMatch.No)
        {
            return false;
        }

        await attempts.SucceededAsync(attempt, cancellationToken);
        return true;
    }
}
