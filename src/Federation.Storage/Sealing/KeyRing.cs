using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Federation.Model.Keys;
using Federation.Model.Secrets;
using Federation.Model.Storage;
using Federation.Storage.Sql;
using Microsoft.Extensions.Logging;

namespace Federation.Storage.Sealing;

/// <summary>The keys of this node, opened once and replaced as a whole when the stored ring changes. Readers take no lock.</summary>
internal sealed partial class KeyRing(Database database, TimeProvider timeProvider, ILogger<KeyRing> logger) : IKeyRing
{
    private readonly Dictionary<string, OpenedKey> _opened = new(StringComparer.Ordinal);
    private volatile Snapshot? _snapshot;

    public SealingKey CurrentSealingKey => Ring.CurrentSealing;

    private Snapshot Ring => _snapshot ?? throw new StoreUnavailableException("the key ring is not open");

    public bool TryGetSealingKey(string keyId, [NotNullWhen(true)] out SealingKey? key)
    {
        key = Ring.Sealing.TryGetValue(keyId, out var found) && !IsExpired(found.Stored) ? found.Sealing : null;
        return key is not null;
    }

    public IReadOnlyList<X509Certificate2> SamlKeys(KeyPurpose purpose)
    {
        var keys = purpose switch
        {
            KeyPurpose.SamlSigning => Ring.SamlSigning,
            KeyPurpose.SamlEncryption => Ring.SamlEncryption,
            _ => throw new ArgumentOutOfRangeException(nameof(purpose), purpose, "not a SAML purpose"),
        };
        return [.. keys.Where(key => !IsExpired(key.Stored)).Select(key => key.Certificate!)];
    }

    public IReadOnlyList<TokenSigningKey> SigningKeys(KeyPurpose purpose) =>
    [
        .. Ring.Signing.Where(key => key.Stored.Purpose == purpose && !IsExpired(key.Stored))
            .Select(key => new TokenSigningKey(key.Stored.KeyId, key.Stored.Algorithm, key.Stored.State, key.Signing!)),
    ];

    public byte[] Seal(string label, ReadOnlySpan<byte> plain) => SealedBox.Seal(Ring.CurrentStored, label, plain);

    public bool TryOpen(string label, ReadOnlySpan<byte> sealedBytes, [NotNullWhen(true)] out Secret? plain)
    {
        plain = null;
        return SealedBox.TryReadKeyId(sealedBytes, out var keyId)
            && Ring.Stored.TryGetValue(keyId, out var key)
            && SealedBox.TryOpen(key.Sealing!, label, sealedBytes, out plain);
    }

    /// <summary>Reads the stored ring. One call at a time.</summary>
    /// <exception cref="StoreInitializationException">A purpose has no current key, or one that the key-encryption key does not open.</exception>
    public async Task LoadAsync(KeyEncryptionKey keyEncryptionKey, CancellationToken cancellationToken)
    {
        await using var unit = await database.OpenReadAsync(cancellationToken);
        var stored = await unit.Keys.ListAsync(cancellationToken);
        var keys = new List<OpenedKey>();
        foreach (var key in stored)
        {
            if (Open(key, keyEncryptionKey) is { } opened)
            {
                keys.Add(opened);
            }
        }

        _snapshot = Snapshot.Of(keys);
    }

    private bool IsExpired(RingKey key) => key.ExpiresAt is { } expiry && expiry <= timeProvider.GetUtcNow();

    [SuppressMessage("Reliability", "CA2000", Justification = "The opened key owns the material of a symmetric or a signing key.")]
    private OpenedKey? Open(RingKey key, KeyEncryptionKey keyEncryptionKey)
    {
        // Opened keys are kept for the life of the process: somebody may be using one while it leaves the ring.
        if (_opened.TryGetValue(key.KeyId, out var known))
        {
            return _opened[key.KeyId] = known with { Stored = key };
        }

        if (!keyEncryptionKey.TryUnwrap(KeyFactory.ContextOf(key), key.SealedMaterial, out var material))
        {
            LogUnreadableKey(key.KeyId, key.Purpose);
            return null;
        }

        if (IsSigning(key.Purpose))
        {
            return _opened[key.KeyId] = new OpenedKey(key, null, null, material);
        }

        if (key.Certificate is null)
        {
            return _opened[key.KeyId] = new OpenedKey(key, new SealingKey(key.KeyId, material), null, null);
        }

        using (material)
        using (var rsa = RSA.Create())
        using (var certificate = X509CertificateLoader.LoadCertificate(key.Certificate))
        {
            rsa.ImportPkcs8PrivateKey(material.Reveal(), out _);
            return _opened[key.KeyId] = new OpenedKey(key, null, certificate.CopyWithPrivateKey(rsa), null);
        }
    }

    [LoggerMessage(EventId = 3021, Level = LogLevel.Critical, Message = "Key {KeyId} ({Purpose}) of the ring cannot be opened with the key-encryption key")]
    private partial void LogUnreadableKey(string keyId, KeyPurpose purpose);

    private static bool IsSigning(KeyPurpose purpose) => purpose is KeyPurpose.WebIdentitySigning or KeyPurpose.TokenSigning;

    private sealed record OpenedKey(RingKey Stored, SealingKey? Sealing, X509Certificate2? Certificate, Secret? Signing);

    private sealed record Snapshot(
        SealingKey CurrentSealing,
        FrozenDictionary<string, OpenedKey> Sealing,
        SealingKey CurrentStored,
        FrozenDictionary<string, OpenedKey> Stored,
        OpenedKey[] SamlSigning,
        OpenedKey[] SamlEncryption,
        OpenedKey[] Signing)
    {
        public static Snapshot Of(List<OpenedKey> keys)
        {
            var sealing = keys.FindAll(key => key.Stored.Purpose == KeyPurpose.Sealing);
            var stored = keys.FindAll(key => key.Stored.Purpose == KeyPurpose.StoredSecrets);
            return new Snapshot(
                Current(sealing, KeyPurpose.Sealing).Sealing!,
                sealing.ToFrozenDictionary(key => key.Stored.KeyId, StringComparer.Ordinal),
                Current(stored, KeyPurpose.StoredSecrets).Sealing!,
                stored.ToFrozenDictionary(key => key.Stored.KeyId, StringComparer.Ordinal),
                Saml(keys, KeyPurpose.SamlSigning),
                Saml(keys, KeyPurpose.SamlEncryption),
                InOrder(keys.FindAll(key => IsSigning(key.Stored.Purpose))));
        }

        private static OpenedKey[] Saml(List<OpenedKey> keys, KeyPurpose purpose)
        {
            var ours = keys.FindAll(key => key.Stored.Purpose == purpose);
            Current(ours, purpose);
            return InOrder(ours);
        }

        private static OpenedKey[] InOrder(List<OpenedKey> keys) => [.. keys.OrderBy(key => Order(key.Stored.State)).ThenByDescending(key => key.Stored.CreatedAt)];

        private static int Order(KeyState state) => state switch
        {
            KeyState.Current => 0,
            KeyState.Next => 1,
            KeyState.Retired => 2,
            _ => throw new ArgumentOutOfRangeException(nameof(state), state, "a key of the ring has no state"),
        };

        private static OpenedKey Current(List<OpenedKey> keys, KeyPurpose purpose) =>
            keys.Find(key => key.Stored.State == KeyState.Current)
                ?? throw new StoreInitializationException($"the key ring has no current key for {purpose} that the key-encryption key opens; restore a backup of the database");
    }
}
