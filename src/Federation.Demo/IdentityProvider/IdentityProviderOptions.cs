namespace Federation.Demo.IdentityProvider;

/// <summary>How one development identity provider is set up.</summary>
internal sealed record IdentityProviderOptions
{
    /// <summary>Where people reach it: <c>http://localhost:PORT</c>. The entity id is <c>/metadata</c> under it.</summary>
    public required Uri BaseUrl { get; init; }

    /// <summary>The organization's name on the pages.</summary>
    public string OrganizationName { get; init; } = "Example Corp";

    /// <summary>Metadata of the service providers that may ask for assertions; fetched when one asks, and again when a signature does not verify.</summary>
    public required IReadOnlyList<Uri> ServiceProviderMetadata { get; init; }

    /// <summary>How long a person stays signed in at the IdP.</summary>
    /// <value>8 hours.</value>
    public TimeSpan SessionLifetime { get; init; } = TimeSpan.FromHours(8);

    /// <summary>How long an assertion may be presented after its issue.</summary>
    /// <value>5 minutes.</value>
    public TimeSpan AssertionLifetime { get; init; } = TimeSpan.FromMinutes(5);

    public string EntityId => new Uri(BaseUrl, "/metadata").AbsoluteUri;

    public string SingleLogoutUrl => new Uri(BaseUrl, "/slo").AbsoluteUri;

    public string SingleSignOnUrl => new Uri(BaseUrl, "/sso").AbsoluteUri;
}
