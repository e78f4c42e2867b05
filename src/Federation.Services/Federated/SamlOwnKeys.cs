using System.Runtime.CompilerServices;
using System.Security.Cryptography.X509Certificates;
using Federation.Model.Keys;
using Federation.Saml.Encryption;
using Federation.Saml.Xml;

namespace Federation.Services.Federated;

/// <summary>Our own SAML keys of the ring, each opened once for as long as the ring holds it.</summary>
public sealed class SamlOwnKeys(IKeyRing ring)
{
    /// <summary>How long identity providers may keep our metadata (SAML Metadata 2.3.2, cacheDuration): so long a key is announced before it is used.</summary>
    public static readonly TimeSpan MetadataLifetime = TimeSpan.FromHours(6);

    /// <summary>More are never tried on one message.</summary>
    private const int MostDecryptionKeys = 4;

    private readonly ConditionalWeakTable<X509Certificate2, SamlDecryptionKey> _decryption = [];
    private readonly ConditionalWeakTable<X509Certificate2, SamlSigningCredential> _signing = [];

    /// <summary>Current, next and retired decryption keys: what was encrypted before a roll-over still opens.</summary>
    public IReadOnlyList<SamlDecryptionKey> Decryption =>
        [.. ring.SamlKeys(KeyPurpose.SamlEncryption).Take(MostDecryptionKeys).Select(certificate => _decryption.GetValue(certificate, SamlDecryptionKey.Create))];

    /// <summary>The key that signs what goes out now.</summary>
    public SamlSigningCredential Signing => _signing.GetValue(ring.SamlKeys(KeyPurpose.SamlSigning)[0], SamlSigningCredential.Create);
}
