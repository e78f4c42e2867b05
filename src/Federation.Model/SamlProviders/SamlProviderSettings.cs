namespace Federation.Model.SamlProviders;

/// <summary>What <c>federation:UpdateSamlProviderSettings</c> sets. Every default is the strict one.</summary>
public sealed record SamlProviderSettings
{
    /// <value>What to do with a response nobody asked for: Refuse (default), Accept or Restart.</value>
    public string IdpInitiated { get; init; } = "Refuse";

    /// <value>Mail domains whose people are sent here; a domain belongs to one provider. Default none.</value>
    public IReadOnlyList<string> MailDomains { get; init; } = [];

    /// <value>Whether the sign-in page lists it. Null (default): the management account's providers are listed, others are not.</value>
    public bool? ShowOnSignIn { get; init; }

    /// <value>Whether RSA-SHA1 and SHA-1 digests are taken from this provider. Default false.</value>
    public bool AllowSha1 { get; init; }

    /// <value>Whether AuthnRequests are signed. Null (default): they are. False: only where the metadata wants it.</value>
    public bool? SignRequests { get; init; }

    /// <value>Redirect or POST. Null (default): Redirect where the IdP has it.</value>
    public string? AuthnRequestBinding { get; init; }

    /// <value>Whether a fresh authentication is asked for each time. Default false.</value>
    public bool ForceAuthn { get; init; }

    /// <value>Format for NameIDPolicy. Null (default): none is sent.</value>
    public string? NameIdFormat { get; init; }

    /// <value>Context classes to ask for, Comparison exact. Default none.</value>
    public IReadOnlyList<string> RequestedAuthnContext { get; init; } = [];

    /// <value>Allowed clock difference in seconds, 0 to 300. Default 180.</value>
    public int ClockSkewSeconds { get; init; } = 180;

    /// <value>Where metadata is fetched from. Default null.</value>
    public string? MetadataUrl { get; init; }

    /// <value>PEM certificate that signs the metadata. Default null.</value>
    public string? MetadataTrustAnchor { get; init; }

    /// <value>Whether a plain assertion is refused. Default false.</value>
    public bool RequireEncryption { get; init; }

    /// <value>Attribute that is the subject key. Null (default): the NameID.</value>
    public string? SubjectAttribute { get; init; }

    /// <value>Name of the preset that was applied last. Default null.</value>
    public string? Preset { get; init; }
}
