namespace Federation.Services.SignIn;

/// <summary>What the assertion consumer service received.</summary>
/// <param name="SamlResponse">SAMLResponse as it came, or null.</param>
/// <param name="RelayState">RelayState as it came, or null.</param>
public sealed record SignInMessage(string? SamlResponse, string? RelayState)
{
    /// <summary>The sign-in cookie of a suffix, or null.</summary>
    public required Func<string, string?> CookieOf { get; init; }

    /// <summary>The live session that came with the request, or null.</summary>
    public PortalSession? LiveSession { get; init; }

    /// <summary>
    /// True for a browser's POST from another site: its SameSite cookies were withheld, so that no cookie here means nothing. Browsers say so by Origin and
    /// Sec-Fetch-Site (Fetch, Origin header; Fetch Metadata).
    /// </summary>
    public bool HidesCookies { get; init; }
}
