namespace Federation.Saml.Insight;

/// <summary>How far a provider's clock is from ours, measured at a login.</summary>
public static class SamlClockOffset
{
    /// <summary>The provider's clock minus ours. The way of the message makes it look slower by some seconds, never faster.</summary>
    /// <param name="issueInstant">When the provider says that it issued the response.</param>
    /// <param name="receivedAt">When it was received, by our clock.</param>
    public static TimeSpan Measure(DateTimeOffset issueInstant, DateTimeOffset receivedAt) => issueInstant - receivedAt;

    /// <summary>Whether a third of the allowed difference is used up: time to tell the administrator before logins fail.</summary>
    /// <param name="offset">The measured offset.</param>
    /// <param name="allowed">The allowed difference.</param>
    public static bool IsWorrying(TimeSpan offset, TimeSpan allowed) => offset.Duration() > allowed / 3;
}
