using Federation.Services.Pipeline;

namespace Federation.Services.Passwords;

/// <summary>Who asks for a hash: what lane of <see cref="PasswordGate"/> it is, and whose places in it are taken.</summary>
/// <param name="IsKnown">True for an authenticated caller and for a browser in which the user signed in before: they are delayed where strangers are refused.</param>
/// <param name="Key">The principal of a known one; the network of a stranger.</param>
public readonly record struct HashingTurn(bool IsKnown, string Key)
{
    /// <summary>The turn of an authenticated call: that of its user or role, else of its account.</summary>
    public static HashingTurn Of(Caller caller)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return new HashingTurn(true, caller.PrincipalId ?? caller.AccountId.Value);
    }

    /// <summary>The turn of an attempt at the sign-in form.</summary>
    public static HashingTurn Of(Attempt attempt)
    {
        ArgumentNullException.ThrowIfNull(attempt);
        return attempt.Device is null ? new HashingTurn(false, attempt.Network) : new HashingTurn(true, attempt.Principal);
    }
}
