using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Federation.Saml.Encryption;

/// <summary>A private RSA key of ours that providers encrypt to. Safe across threads; the caller owns the key.</summary>
public sealed class SamlDecryptionKey
{
    private readonly Lock _gate = new();
    private readonly RSA _key;

    private SamlDecryptionKey(RSA key) => _key = key;

    /// <summary>Takes an RSA key of at least 2048 bits.</summary>
    /// <exception cref="ArgumentException">The key is smaller.</exception>
    public static SamlDecryptionKey Create(RSA privateKey)
    {
        ArgumentNullException.ThrowIfNull(privateKey);
        return privateKey.KeySize >= 2048 ? new(privateKey) : throw new ArgumentException("a decryption key is RSA with at least 2048 bits", nameof(privateKey));
    }

    /// <summary>Takes a certificate that has its private RSA key.</summary>
    /// <exception cref="ArgumentException">It has none.</exception>
    public static SamlDecryptionKey Create(X509Certificate2 certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        return Create(certificate.GetRSAPrivateKey() ?? throw new ArgumentException("the certificate has no private RSA key", nameof(certificate)));
    }

    /// <summary>Unwraps a content key; null when it was not wrapped for this key, or the padding is not as it should be.</summary>
    /// <param name="wrapped">The wrapped key.</param>
    /// <param name="digest">The OAEP digest.</param>
    /// <param name="maskDigest">The digest of OAEP's mask generation.</param>
    internal byte[]? Unwrap(byte[] wrapped, HashAlgorithmName digest, HashAlgorithmName maskDigest)
    {
        lock (_gate)
        {
            try
            {
                return digest == maskDigest ? _key.Decrypt(wrapped, RSAEncryptionPadding.CreateOaep(digest)) : OaepWithMask.Unwrap(_key, wrapped, digest, maskDigest);
            }
            catch (CryptographicException)
            {
                return null;
            }
        }
    }

    /// <summary>The type's name.</summary>
    public override string ToString() => nameof(SamlDecryptionKey);
}
