using Federation.Saml.Bindings;

namespace Federation.Services.Logout;

/// <summary>Where the browser goes next in a single logout.</summary>
/// <param name="RedirectUrl">HTTP-Redirect; null where <paramref name="Form"/> is posted.</param>
/// <param name="Form">HTTP-POST; null for a redirect.</param>
public sealed record LogoutStep(string? RedirectUrl, SamlPostForm? Form);

/// <summary>What became of a logout message.</summary>
public abstract record LogoutOutcome
{
    private LogoutOutcome()
    {
    }

    /// <summary>The IdP's request was dealt with: the browser carries the answer.</summary>
    /// <param name="Step">The answer; null where the IdP's metadata has no place for one.</param>
    /// <param name="Complete">Whether every session ended.</param>
    public sealed record Answer(LogoutStep? Step, bool Complete) : LogoutOutcome;

    /// <summary>The IdP answered our request.</summary>
    /// <param name="Complete">Whether every session of the person ended, as far as the IdP knows.</param>
    public sealed record Ended(bool Complete) : LogoutOutcome;

    /// <summary>The message is nothing that could be answered.</summary>
    /// <param name="Why">For the log, not for the page.</param>
    public sealed record Refused(string Why) : LogoutOutcome;
}
