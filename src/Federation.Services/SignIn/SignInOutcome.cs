namespace Federation.Services.SignIn;

/// <summary>Why a sign-in did not succeed, in the words of the error page.</summary>
public enum SignInRefusal
{
    /// <summary>The message cannot be read.</summary>
    Malformed = 1,

    /// <summary>A check of the response failed.</summary>
    Rejected = 2,

    /// <summary>The IdP itself reported a failure.</summary>
    ProviderReportedFailure = 3,

    /// <summary>Nobody asked for this response, and the provider may not start a sign-in.</summary>
    Unsolicited = 4,

    /// <summary>The sign-in was completed before: back button, reload, or a replay.</summary>
    AlreadyUsed = 5,

    /// <summary>The sign-in waited too long, or the gateway's session store lost it.</summary>
    Expired = 6,

    /// <summary>The sign-in was begun in another browser.</summary>
    OtherBrowser = 7,

    /// <summary>The browser did not bring the sign-in cookie.</summary>
    CookieLost = 8,

    /// <summary>The provider is gone or its metadata ran out.</summary>
    ProviderGone = 9,

    /// <summary>The assertion names no subject.</summary>
    NoSubject = 10,
}

/// <summary>What became of a response at the browser's door.</summary>
public abstract record SignInOutcome
{
    private SignInOutcome()
    {
    }

    /// <summary>Signed in.</summary>
    /// <param name="Cookie">Value of the session cookie.</param>
    /// <param name="Session">The session.</param>
    /// <param name="ReturnUrl">Local path.</param>
    /// <param name="CookieSuffix">The sign-in cookie to remove.</param>
    public sealed record Accepted(string Cookie, PortalSession Session, string ReturnUrl, string CookieSuffix) : SignInOutcome;

    /// <summary>Validated, but the cross-site POST brought no cookie: the browser comes back with this handle.</summary>
    /// <param name="Handle">For <c>/saml/resume?h=</c>.</param>
    public sealed record Continue(string Handle) : SignInOutcome;

    /// <summary>Refused.</summary>
    /// <param name="Reason">Which kind.</param>
    public sealed record Refused(SignInRefusal Reason) : SignInOutcome;
}
