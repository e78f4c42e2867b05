using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Federation.Model.Keys;

namespace Federation.Storage.Sealing;

/// <summary>Makes keys of the ring.</summary>
internal static class KeyFactory
{
    public const string Aes256 = "AES256";
    public const string Rs256 = "RS256";
    public const string Es384 = "ES384";
    private const int RsaBits = 2048;
    private const int CertificateYears = 10;

    /// <summary>The purposes that a ring has from the first start on.</summary>
    public static IReadOnlyList<KeyPurpose> Purposes { get; } = [KeyPurpose.Sealing, KeyPurpose.StoredSecrets, KeyPurpose.SamlSigning, KeyPurpose.SamlEncryption];

    /// <summary>Every purpose that keys are made for, whether from the first start on or once they are needed.</summary>
    public static bool IsKnown(KeyPurpose purpose) => purpose == KeyPurpose.WebIdentitySigning || Purposes.Contains(purpose);

    /// <summary>A key of each algorithm that the purpose has.</summary>
    public static IReadOnlyList<RingKey> CreateAll(KeyPurpose purpose, KeyState state, KeyEncryptionKey keyEncryptionKey, DateTimeOffset now) => purpose == KeyPurpose.WebIdentitySigning
        ? [CreateSigning(purpose, Rs256, state, keyEncryptionKey, now), CreateSigning(purpose, Es384, state, keyEncryptionKey, now)]
        : [Create(purpose, state, keyEncryptionKey, now)];

    public static RingKey Create(KeyPurpose purpose, KeyState state, KeyEncryptionKey keyEncryptionKey, DateTimeOffset now) => purpose switch
    {
        KeyPurpose.Sealing or KeyPurpose.StoredSecrets => CreateSealing(purpose, state, keyEncryptionKey, now),
        KeyPurpose.SamlSigning => CreateSaml(purpose, "CN=Federation SAML signing", X509KeyUsageFlags.DigitalSignature, state, keyEncryptionKey, now),
        KeyPurpose.SamlEncryption => CreateSaml(purpose, "CN=Federation SAML encryption", X509KeyUsageFlags.KeyEncipherment, state, keyEncryptionKey, now),
        _ => throw new ArgumentOutOfRangeException(nameof(purpose), purpose, "no key is made for this purpose"),
    };

    /// <summary>What a key is sealed for: its material opens in no other row and for no other purpose.</summary>
    public static string ContextOf(RingKey key) => $"ring/{(int)key.Purpose}/{key.Algorithm}/{key.KeyId}";

    private static RingKey CreateSealing(KeyPurpose purpose, KeyState state, KeyEncryptionKey keyEncryptionKey, DateTimeOffset now)
    {
        Span<byte> root = stackalloc byte[32];
        RandomNumberGenerator.Fill(root);
        var key = new RingKey
        {
            KeyId = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SealedBox.KeyIdBytes)),
            Purpose = purpose,
            Algorithm = Aes256,
            State = state,
            SealedMaterial = [],
            CreatedAt = now,
        };
        key = key with { SealedMaterial = keyEncryptionKey.Wrap(ContextOf(key), root) };
        CryptographicOperations.ZeroMemory(root);
        return key;
    }

    private static RingKey CreateSigning(KeyPurpose purpose, string algorithm, KeyState state, KeyEncryptionKey keyEncryptionKey, DateTimeOffset now)
    {
        using AsymmetricAlgorithm pair = algorithm == Rs256 ? RSA.Create(RsaBits) : ECDsa.Create(ECCurve.NamedCurves.nistP384);
        var pkcs8 = pair.ExportPkcs8PrivateKey();
        try
        {
            var key = new RingKey
            {
                KeyId = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)),
                Purpose = purpose,
                Algorithm = algorithm,
                State = state,
                SealedMaterial = [],
                CreatedAt = now,
            };
            return key with { SealedMaterial = keyEncryptionKey.Wrap(ContextOf(key), pkcs8) };
        }
        finally
        {
            CryptographicOperations.ZeroMemory(pkcs8);
        }
    }

    private static RingKey CreateSaml(
        KeyPurpose purpose, string subject, X509KeyUsageFlags usage, KeyState state, KeyEncryptionKey keyEncryptionKey, DateTimeOffset now)
    {
        using var rsa = RSA.Create(RsaBits);
        var request = new CertificateRequest(subject, rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(usage, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));

        // Peers check keys and not certificates; a day of slack bears with clocks behind ours.
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddYears(CertificateYears));
        var pkcs8 = rsa.ExportPkcs8PrivateKey();
        try
        {
            var key = new RingKey
            {
                KeyId = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)),
                Purpose = purpose,
                Algorithm = Rs256,
                State = state,
                SealedMaterial = [],
                Certificate = certificate.RawData,
                CreatedAt = now,
            };
            return key with { SealedMaterial = keyEncryptionKey.Wrap(ContextOf(key), pkcs8) };
        }
        finally
        {
            CryptographicOperations.ZeroMemory(pkcs8);
        }
    }
}
