namespace Federation.Saml.Metadata;

/// <summary>One endpoint of a provider.</summary>
/// <param name="Binding">The binding's URI, such as <see cref="SamlBindings.HttpRedirect"/>.</param>
/// <param name="Location">Absolute URL for requests.</param>
/// <param name="ResponseLocation">Absolute URL for responses where it differs, or null.</param>
public sealed record SamlEndpoint(string Binding, string Location, string? ResponseLocation = null);

/// <summary>What is known of an identity provider by its metadata (SAML Metadata 2.4.3).</summary>
public sealed class SamlIdpMetadata
{
    /// <summary>The entity id, exactly as written, up to 1024 characters.</summary>
    public required string EntityId { get; init; }

    /// <summary>Keys whose signatures count: <c>use="signing"</c> and those without a use.</summary>
    public required IReadOnlyList<SamlKey> SigningKeys { get; init; }

    /// <summary>Where AuthnRequests go.</summary>
    public required IReadOnlyList<SamlEndpoint> SingleSignOnServices { get; init; }

    /// <summary>Where logout messages go.</summary>
    public IReadOnlyList<SamlEndpoint> SingleLogoutServices { get; init; } = [];

    /// <summary>Whether the provider refuses unsigned AuthnRequests.</summary>
    /// <value>false.</value>
    public bool WantAuthnRequestsSigned { get; init; }

    /// <summary>NameID formats that the provider says it can give.</summary>
    public IReadOnlyList<string> NameIdFormats { get; init; } = [];

    /// <summary>When the metadata stops to be valid, the earliest of all levels, or null.</summary>
    public DateTimeOffset? ValidUntil { get; init; }

    /// <summary>How long the metadata may be kept before it is fetched anew, the least of all levels, or null.</summary>
    public TimeSpan? CacheDuration { get; init; }

    /// <summary>A name for people, or null.</summary>
    public string? DisplayName { get; init; }

    /// <summary>The first single sign-on endpoint of a binding, or null.</summary>
    public SamlEndpoint? SingleSignOn(string binding) => SingleSignOnServices.FirstOrDefault(endpoint => endpoint.Binding == binding);

    /// <summary>The first single logout endpoint of a binding, or null.</summary>
    public SamlEndpoint? SingleLogout(string binding) => SingleLogoutServices.FirstOrDefault(endpoint => endpoint.Binding == binding);

    /// <summary>The same provider with other keys in force, as key roll-over decides.</summary>
    public SamlIdpMetadata WithSigningKeys(IReadOnlyList<SamlKey> keys) => new()
    {
        EntityId = EntityId,
        SigningKeys = keys,
        SingleSignOnServices = SingleSignOnServices,
        SingleLogoutServices = SingleLogoutServices,
        WantAuthnRequestsSigned = WantAuthnRequestsSigned,
        NameIdFormats = NameIdFormats,
        ValidUntil = ValidUntil,
        CacheDuration = CacheDuration,
        DisplayName = DisplayName,
    };
}

/// <summary>A fault in metadata.</summary>
/// <param name="IsError">Whether the metadata cannot be used; otherwise a warning.</param>
/// <param name="Message">One sentence, lower-case start, no final period.</param>
public readonly record struct SamlMetadataProblem(bool IsError, string Message);

/// <summary>What reading metadata gave: the provider, unless a problem is an error, and every problem.</summary>
public sealed record SamlMetadataResult(SamlIdpMetadata? Metadata, IReadOnlyList<SamlMetadataProblem> Problems)
{
    /// <summary>Whether the metadata can be used.</summary>
    [System.Diagnostics.CodeAnalysis.MemberNotNullWhen(true, nameof(Metadata))]
    public bool Succeeded => Metadata is not null;
}
