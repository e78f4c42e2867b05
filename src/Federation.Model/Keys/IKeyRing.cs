using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography.X509Certificates;
using Federation.Model.Secrets;

namespace Federation.Model.Keys;

/// <summary>The opened key ring of this node. Readers accept current, next and retired keys that have not expired; makers use the current one.</summary>
public interface IKeyRing
{
    /// <summary>The sealing key in use.</summary>
    SealingKey CurrentSealingKey { get; }

    /// <summary>A sealing key by id. False: unknown or expired.</summary>
    bool TryGetSealingKey(string keyId, [NotNullWhen(true)] out SealingKey? key);

    /// <summary>Certificates with private keys of a SAML purpose: the current one first, then next, then retired ones that have not expired.</summary>
    IReadOnlyList<X509Certificate2> SamlKeys(KeyPurpose purpose);

    /// <summary>
    /// Private keys that sign tokens of a purpose, of every algorithm: current ones first, then next ones, then retired ones that have not expired. Empty until
    /// <see cref="IKeyRotation.EnsureAsync"/> made them.
    /// </summary>
    IReadOnlyList<TokenSigningKey> SigningKeys(KeyPurpose purpose);

    /// <summary>Seals bytes that are to be stored, under <see cref="KeyPurpose.StoredSecrets"/>: they open after any number of rotations.</summary>
    /// <param name="label">Names the purpose and the row, such as <c>access-key/AKIA…</c>: it must be given again to open.</param>
    /// <param name="plain">The bytes.</param>
    byte[] Seal(string label, ReadOnlySpan<byte> plain);

    /// <summary>Opens sealed bytes. False: another label, an unknown key, or a changed byte.</summary>
    bool TryOpen(string label, ReadOnlySpan<byte> sealedBytes, [NotNullWhen(true)] out Secret? plain);
}

/// <summary>A root for HKDF.</summary>
/// <param name="KeyId">8 lower-case hexadecimal digits.</param>
/// <param name="Root">32 bytes.</param>
public sealed record SealingKey(string KeyId, Secret Root);

/// <summary>A private key that signs tokens.</summary>
/// <param name="KeyId">kid.</param>
/// <param name="Algorithm">Such as <c>ES384</c>.</param>
/// <param name="State">Only a current key signs; all of them verify.</param>
/// <param name="Pkcs8">PKCS#8.</param>
public sealed record TokenSigningKey(string KeyId, string Algorithm, KeyState State, Secret Pkcs8);
