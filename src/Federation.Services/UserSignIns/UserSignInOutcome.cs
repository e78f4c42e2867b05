using Federation.Model.Passwords;
using Federation.Services.SignIn;

namespace Federation.Services.UserSignIns;

/// <summary>What became of a step of a user's sign-in.</summary>
public abstract record UserSignInOutcome
{
    private UserSignInOutcome()
    {
    }

    /// <summary>Not accepted. One sentence for every wrong account, name and password.</summary>
    public sealed record Refused(string Sentence) : UserSignInOutcome;

    /// <summary>Too many attempts, or too many people at once: the same sentence for whoever is there and whoever is not.</summary>
    public sealed record TooMany : UserSignInOutcome;

    /// <summary>The steps took too long, or were taken elsewhere: to be begun again.</summary>
    public sealed record Over : UserSignInOutcome;

    /// <summary>The password is right; a code of a device is next.</summary>
    /// <param name="Ticket">Proof of the steps so far, for a cookie of this browser.</param>
    public sealed record NeedsCode(string Ticket) : UserSignInOutcome
    {
        /// <summary>The type's name.</summary>
        public override string ToString() => nameof(NeedsCode);
    }

    /// <summary>Everything shown is right; a new password has to be chosen.</summary>
    /// <param name="Ticket">Proof of the steps so far, for a cookie of this browser.</param>
    public sealed record NeedsPassword(string Ticket) : UserSignInOutcome
    {
        /// <summary>The type's name.</summary>
        public override string ToString() => nameof(NeedsPassword);
    }

    /// <summary>The session has begun.</summary>
    /// <param name="Cookie">Value of the session cookie.</param>
    /// <param name="Session">The session.</param>
    /// <param name="ReturnUrl">Local path to go to.</param>
    /// <param name="DeviceName">Name of the browser's mark for this user.</param>
    /// <param name="DeviceMark">The mark.</param>
    public sealed record Accepted(string Cookie, PortalSession Session, string ReturnUrl, string DeviceName, string DeviceMark) : UserSignInOutcome
    {
        /// <summary>The type's name.</summary>
        public override string ToString() => nameof(Accepted);
    }
}

/// <summary>What the page of a new password says.</summary>
/// <param name="UserName">The user.</param>
/// <param name="IsExpired">True where the old one has run out; false where an administrator asks for another.</param>
/// <param name="Policy">What the account asks of passwords; null for the default.</param>
public sealed record NewPasswordView(string UserName, bool IsExpired, PasswordPolicy? Policy);
