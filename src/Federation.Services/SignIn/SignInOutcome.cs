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

    /// <summary>The assertion names no subject that can be a person's key.</summary>
    NoSubject = 10,

    /// <summary>The NameID changes with every sign-in and so is no key of a person.</summary>
    TransientSubject = 11,

    /// <summary>Nobody here knows the issuer.</summary>
    UnknownIssuer = 12,

    /// <summary>A sign-in was begun again and again: the IdP does not answer our requests.</summary>
    RestartedTooOften = 13,
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
    /// <param name="CookieSuffix">The sign-in cookie to remove; null for a sign-in that the IdP started.</param>
    public sealed record Accepted(string Cookie, PortalSession Session, string ReturnUrl, string? CookieSuffix) : SignInOutcome;

    /// <summary>Validated, but the cross-site POST brought no cookie: the browser comes back with this handle.</summary>
    /// <param name="Handle">For <c>/saml/resume?h=</c>.</param>
    public sealed record Continue(string Handle) : SignInOutcome;

    /// <summary>The IdP started a sign-in of another person than the one who is signed in: that person decides.</summary>
    /// <param name="Handle">For the answer.</param>
    /// <param name="Present">Subject of the live session.</param>
    /// <param name="PresentProvider">ARN of its provider.</param>
    /// <param name="Other">Subject of the new sign-in.</param>
    /// <param name="OtherProvider">ARN of its provider.</param>
    public sealed record Ask(string Handle, string Present, string PresentProvider, string Other, string OtherProvider) : SignInOutcome;

    /// <summary>The IdP's own start is a hint: an SP-initiated sign-in begins.</summary>
    /// <param name="ProviderArn">The provider.</param>
    /// <param name="ReturnUrl">Local path.</param>
    public sealed record Restart(string ProviderArn, string ReturnUrl) : SignInOutcome;

    /// <summary>A test login came to its end: nobody is signed in.</summary>
    /// <param name="TraceId">What came, for the administrator.</param>
    /// <param name="CookieSuffix">The sign-in cookie to remove.</param>
    public sealed record Tested(string TraceId, string CookieSuffix) : SignInOutcome;

    /// <summary>Refused.</summary>
    /// <param name="Reason">Which kind.</param>
    /// <param name="TraceId">The reference on the page.</param>
    public sealed record Refused(SignInRefusal Reason, string TraceId) : SignInOutcome;
}
