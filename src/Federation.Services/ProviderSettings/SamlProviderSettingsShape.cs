using System.ComponentModel.DataAnnotations;
using Federation.Model.SamlProviders;
using Federation.Services.Pipeline.Validation;

namespace Federation.Services.ProviderSettings;

/// <summary>federation: UpdateSamlProviderSettings. A member that is absent stays as it is.</summary>
public sealed record UpdateSamlProviderSettingsRequest
{
    /// <summary>ARN of the provider.</summary>
    [Required, Length(20, 2048)]
    public string? SAMLProviderArn { get; init; }

    /// <summary>What becomes of a response that nobody asked for; Refuse by default.</summary>
    [AllowedValues(IdpInitiatedModes.Refuse, IdpInitiatedModes.Accept, IdpInitiatedModes.Restart)]
    public string? IdpInitiated { get; init; }

    /// <summary>Mail domains whose people are sent to this provider; set by the management account only. A domain belongs to one provider.</summary>
    [Length(0, 100), ElementLength(1, 255)]
    public IReadOnlyList<string>? MailDomains { get; init; }

    /// <summary>Whether the sign-in page lists it; set by the management account only. By default the management account's providers are listed, others are not.</summary>
    public bool? ShowOnSignIn { get; init; }

    /// <summary>Whether SHA-1 signatures count; false by default.</summary>
    public bool? AllowSha1 { get; init; }

    /// <summary>Whether AuthnRequests are signed; true by default. False: only where the provider's metadata wants it.</summary>
    public bool? SignRequests { get; init; }

    /// <summary>Redirect or POST; by default Redirect where the provider has it.</summary>
    [AllowedValues("Redirect", "POST")]
    public string? AuthnRequestBinding { get; init; }

    /// <summary>Whether a fresh authentication is asked for each time; false by default.</summary>
    public bool? ForceAuthn { get; init; }

    /// <summary>URI of the NameID format to ask for; none by default.</summary>
    [Length(1, 1024)]
    public string? NameIdFormat { get; init; }

    /// <summary>URIs of the authentication context classes to ask for, Comparison exact; none by default.</summary>
    [Length(0, 10), ElementLength(1, 1024)]
    public IReadOnlyList<string>? RequestedAuthnContext { get; init; }

    /// <summary>Allowed difference of clocks, seconds; 180 by default.</summary>
    [Range(0, 300)]
    public int? ClockSkewSeconds { get; init; }

    /// <summary>Where the metadata is fetched from; https, or http with a trust anchor. None by default.</summary>
    [Length(1, 2048)]
    public string? MetadataUrl { get; init; }

    /// <summary>PEM certificate that signs the metadata. None by default.</summary>
    [Length(1, 65_536)]
    public string? MetadataTrustAnchor { get; init; }

    /// <summary>Whether an assertion that came plain is refused; false by default.</summary>
    public bool? RequireEncryption { get; init; }

    /// <summary>Attribute that is the subject's key; the NameID by default.</summary>
    [Length(1, 1024)]
    public string? SubjectAttribute { get; init; }

    /// <summary>Name of a preset that is applied before the other members: Entra, Okta, AdFs, Google, Keycloak, LemonLdapNg or Shibboleth.</summary>
    [Length(1, 64)]
    public string? Preset { get; init; }

    /// <summary>Names of members that go back to their defaults.</summary>
    [Length(0, 20), ElementLength(1, 64)]
    public IReadOnlyList<string>? Reset { get; init; }
}

/// <summary>federation: settings of a provider as they count, and the state of its metadata.</summary>
public sealed record SamlProviderSettingsResponse
{
    /// <summary>ARN of the provider.</summary>
    public string? SAMLProviderArn { get; init; }

    /// <summary>Entity id of the IdP.</summary>
    public string? EntityId { get; init; }

    /// <summary>What becomes of a response that nobody asked for.</summary>
    public string? IdpInitiated { get; init; }

    /// <summary>Mail domains.</summary>
    public IReadOnlyList<string>? MailDomains { get; init; }

    /// <summary>Whether the sign-in page lists it; absent: by the account.</summary>
    public bool? ShowOnSignIn { get; init; }

    /// <summary>Whether SHA-1 signatures count.</summary>
    public bool? AllowSha1 { get; init; }

    /// <summary>Whether requests are signed; absent: they are.</summary>
    public bool? SignRequests { get; init; }

    /// <summary>Redirect or POST; absent: the first that both sides have.</summary>
    public string? AuthnRequestBinding { get; init; }

    /// <summary>Whether a fresh authentication is asked for.</summary>
    public bool? ForceAuthn { get; init; }

    /// <summary>NameID format that is asked for; absent: none.</summary>
    public string? NameIdFormat { get; init; }

    /// <summary>Context classes that are asked for.</summary>
    public IReadOnlyList<string>? RequestedAuthnContext { get; init; }

    /// <summary>Allowed difference of clocks, seconds.</summary>
    public int? ClockSkewSeconds { get; init; }

    /// <summary>Where the metadata is fetched from.</summary>
    public string? MetadataUrl { get; init; }

    /// <summary>PEM certificate that signs the metadata.</summary>
    public string? MetadataTrustAnchor { get; init; }

    /// <summary>Whether a plain assertion is refused.</summary>
    public bool? RequireEncryption { get; init; }

    /// <summary>Attribute that is the subject's key; absent: the NameID.</summary>
    public string? SubjectAttribute { get; init; }

    /// <summary>The preset that was applied last.</summary>
    public string? Preset { get; init; }

    /// <summary>What that preset set, in words.</summary>
    public IReadOnlyList<string>? PresetSays { get; init; }

    /// <summary>State of the metadata.</summary>
    public MetadataStateShape? Metadata { get; init; }
}

/// <summary>The state of a provider's metadata.</summary>
public sealed record MetadataStateShape
{
    /// <summary>When a fetch last brought or confirmed usable metadata.</summary>
    public DateTimeOffset? LastGoodAt { get; init; }

    /// <summary>When it was last tried.</summary>
    public DateTimeOffset? LastTriedAt { get; init; }

    /// <summary>Why the last try failed.</summary>
    public string? LastProblem { get; init; }

    /// <summary>When the next fetch is due; absent without a URL.</summary>
    public DateTimeOffset? NextRefreshAt { get; init; }

    /// <summary>When the copy at hand runs out.</summary>
    public DateTimeOffset? ValidUntil { get; init; }

    /// <summary>The signing keys in force.</summary>
    public IReadOnlyList<MetadataKeyShape> Keys { get; init; } = [];

    /// <summary>What fetches changed, the newest first.</summary>
    public IReadOnlyList<MetadataChangeShape> Changes { get; init; } = [];
}

/// <summary>A signing key of a provider.</summary>
public sealed record MetadataKeyShape
{
    /// <summary>SHA-256 of the public key.</summary>
    public string? Thumbprint { get; init; }

    /// <summary>Such as <c>RSA 2048</c>.</summary>
    public string? Kind { get; init; }

    /// <summary>Subject of the certificate.</summary>
    public string? CertificateSubject { get; init; }

    /// <summary>End of the certificate; shown and warned about, never enforced.</summary>
    public DateTimeOffset? CertificateNotAfter { get; init; }

    /// <summary>When metadata first had it.</summary>
    public DateTimeOffset? FirstSeen { get; init; }

    /// <summary>When metadata first came without it; it counts for a day from then on.</summary>
    public DateTimeOffset? WithdrawnAt { get; init; }
}

/// <summary>What a fetch changed.</summary>
public sealed record MetadataChangeShape
{
    /// <summary>When.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>A sentence.</summary>
    public string? What { get; init; }
}
