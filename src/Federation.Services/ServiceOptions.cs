namespace Federation.Services;

/// <summary>What the verbs need to know of the house they stand in. The host binds and checks it.</summary>
public sealed record ServiceOptions
{
    /// <summary>The one base of every URL, without a trailing slash; never guessed from a request.</summary>
    public required string PublicUrl { get; init; }

    /// <value>Our SAML entity id: <c>PublicUrl/saml/metadata</c> unless configured.</value>
    public string EntityId => EntityIdOverride ?? PublicUrl + "/saml/metadata";

    /// <value>Null (default): the entity id is the metadata URL.</value>
    public string? EntityIdOverride { get; init; }

    /// <value>Our two assertion consumer URLs.</value>
    public IReadOnlyList<string> AssertionConsumerUrls => [PublicUrl + "/saml/acs", PublicUrl + "/saml"];

    /// <value>Our single logout URL.</value>
    public string SingleLogoutUrl => PublicUrl + "/saml/slo";

    /// <value>How long recorded logins are kept. Default 14 days.</value>
    public TimeSpan LoginTraceLifetime { get; init; } = TimeSpan.FromDays(14);

    /// <value>How many recorded logins an account keeps at most. Default 20,000.</value>
    public int MostLoginTraces { get; init; } = 20_000;

    /// <value>How many SAML providers an account may have. Default 20,000.</value>
    public int MostSamlProvidersPerAccount { get; init; } = 20_000;

    /// <value>Largest metadata document or aggregate that is fetched, in bytes. Default 256 MB.</value>
    public int LargestMetadata { get; init; } = 256_000_000;

    /// <value>Where warnings of running out keys are posted. Null (default): nowhere.</value>
    public Uri? AlertWebhook { get; init; }

    /// <value>Further recipients that STS takes. Default none.</value>
    public IReadOnlyList<string> StsRecipients { get; init; } = [];

    /// <value>Further audiences that STS takes. Default none.</value>
    public IReadOnlyList<string> StsAudiences { get; init; } = [];

    /// <value>A portal session ends after this time. Default 480 minutes.</value>
    public TimeSpan SessionLifetime { get; init; } = TimeSpan.FromMinutes(480);

    /// <value>A portal session ends after this time without a request. Default 60 minutes.</value>
    public TimeSpan SessionIdle { get; init; } = TimeSpan.FromMinutes(60);

    /// <value>Whether credentials count no longer once the portal session that gave them is signed out. Default true.</value>
    public bool RevokeCredentialsOnLogout { get; init; } = true;

    /// <value>How many sign-ins may be pending at once, over all browsers. Default 100,000.</value>
    public int MostPendingSignIns { get; init; } = 100_000;

    /// <value>How many sign-ins one source (an IPv4 address, an IPv6 /64) may begin in ten minutes. Default 5,000: a whole company may stand behind one address.</value>
    public int MostPendingSignInsOfOneSource { get; init; } = 5_000;
}
