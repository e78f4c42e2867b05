using Federation.Model.Identifiers;

namespace Federation.Services.Calendar;

/// <summary>Something that runs out.</summary>
/// <param name="Account">Account whose concern it is.</param>
/// <param name="Kind">One of <see cref="ExpiryKinds"/>.</param>
/// <param name="Resource">ARN of the provider, or our entity id for our own keys.</param>
/// <param name="Name">What it is called: a key's thumbprint, or the resource again.</param>
/// <param name="ExpiresAt">When it runs out.</param>
public sealed record ExpiryEntry(AccountId Account, string Kind, string Resource, string Name, DateTimeOffset ExpiresAt);

/// <summary>What can run out.</summary>
public static class ExpiryKinds
{
    /// <summary>The certificate of a provider's signing key. Logins go on (the certificate only holds the key), and the IdP is about to change it.</summary>
    public const string ProviderCertificate = "ProviderCertificate";

    /// <summary>A provider's metadata: after its validUntil nobody signs in.</summary>
    public const string ProviderMetadata = "ProviderMetadata";

    /// <summary>The certificate that signs a provider's metadata.</summary>
    public const string MetadataTrustAnchor = "MetadataTrustAnchor";

    /// <summary>The certificate of a signing key of ours.</summary>
    public const string OwnSigningCertificate = "OwnSigningCertificate";

    /// <summary>The certificate of a decryption key of ours.</summary>
    public const string OwnEncryptionCertificate = "OwnEncryptionCertificate";
}
