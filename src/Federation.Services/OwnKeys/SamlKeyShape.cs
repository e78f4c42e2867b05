using System.Security.Cryptography.X509Certificates;
using Federation.Model.Keys;

namespace Federation.Services.OwnKeys;

/// <summary>A SAML key of the gateway.</summary>
public sealed record SamlKeyShape
{
    /// <summary>Name of the key in the ring.</summary>
    public string? KeyId { get; init; }

    /// <summary>Signing or Encryption.</summary>
    public string? Use { get; init; }

    /// <summary>Next (announced in metadata), Current, or Retired.</summary>
    public string? State { get; init; }

    /// <summary>Such as <c>RS256</c>.</summary>
    public string? Algorithm { get; init; }

    /// <summary>SHA-256 of the certificate, lower-case hexadecimal.</summary>
    public string? CertificateFingerprint { get; init; }

    /// <summary>End of the certificate.</summary>
    public DateTimeOffset? CertificateNotAfter { get; init; }

    /// <summary>When it was made, which for a next key is when it was announced.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When a retired key reads no more.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The SAML keys of a ring: by use, the current one first.</summary>
    internal static IReadOnlyList<SamlKeyShape> Of(IReadOnlyList<RingKey> ring) =>
    [
        .. ring.Where(key => key.Purpose is KeyPurpose.SamlSigning or KeyPurpose.SamlEncryption)
            .OrderBy(key => key.Purpose).ThenBy(key => key.State switch { KeyState.Current => 0, KeyState.Next => 1, _ => 2 }).ThenByDescending(key => key.CreatedAt)
            .Select(Of),
    ];

    private static SamlKeyShape Of(RingKey key)
    {
        using var certificate = X509CertificateLoader.LoadCertificate(key.Certificate!);
        return new SamlKeyShape
        {
            KeyId = key.KeyId,
            Use = key.Purpose == KeyPurpose.SamlSigning ? SamlKeyRules.Signing : SamlKeyRules.Encryption,
            State = key.State.ToString(),
            Algorithm = key.Algorithm,
            CertificateFingerprint = Convert.ToHexStringLower(certificate.GetCertHash(System.Security.Cryptography.HashAlgorithmName.SHA256)),
            CertificateNotAfter = new DateTimeOffset(certificate.NotAfter.ToUniversalTime()),
            CreatedAt = key.CreatedAt,
            ExpiresAt = key.ExpiresAt,
        };
    }
}

/// <summary>federation: the gateway's own SAML keys, answer.</summary>
public sealed record SamlKeysResponse
{
    /// <summary>By use, the current one first.</summary>
    public IReadOnlyList<SamlKeyShape> SamlKeys { get; init; } = [];
}
