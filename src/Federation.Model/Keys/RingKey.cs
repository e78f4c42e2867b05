namespace Federation.Model.Keys;

/// <summary>What a key of the ring is for. Keys of different purposes never stand in for one another.</summary>
public enum KeyPurpose
{
    /// <summary>None: a default value is never a purpose.</summary>
    None = 0,

    /// <summary>32 bytes: session tokens, derived secrets, pending state (one HKDF label per purpose): things that live for 36 hours at most.</summary>
    Sealing = 1,

    /// <summary>RSA-2048: AuthnRequests, logout messages and SP metadata.</summary>
    SamlSigning = 2,

    /// <summary>RSA-2048: decrypts assertions.</summary>
    SamlEncryption = 3,

    /// <summary>OpenID Provider tokens.</summary>
    TokenSigning = 4,

    /// <summary>RS256 and ES384, made when an account first wants them: GetWebIdentityToken's tokens, of every account's own issuer.</summary>
    WebIdentitySigning = 5,

    /// <summary>32 bytes: what is stored sealed (secret access keys, seeds). A retired key has no expiry: it reads for as long as rows may be sealed under it.</summary>
    StoredSecrets = 6,
}

/// <summary>The states a key goes through.</summary>
public enum KeyState
{
    /// <summary>None: a default value is never a state.</summary>
    None = 0,

    /// <summary>Announced (in metadata, in JWKS), not used for making anything yet.</summary>
    Next = 1,

    /// <summary>Used for making and reading.</summary>
    Current = 2,

    /// <summary>Reads what it made, until it expires.</summary>
    Retired = 3,
}

/// <summary>One key of the ring as stored: the material is sealed under the key-encryption key.</summary>
public sealed record RingKey
{
    /// <summary>Public name of the key, at most 64 characters; key ids of tokens are this.</summary>
    public required string KeyId { get; init; }

    /// <summary>What it is for.</summary>
    public required KeyPurpose Purpose { get; init; }

    /// <summary>Algorithm: <c>AES256</c>, <c>RS256</c>, <c>ES256</c>, <c>ES384</c>.</summary>
    public required string Algorithm { get; init; }

    /// <summary>State.</summary>
    public required KeyState State { get; init; }

    /// <summary>Sealed material: raw bytes or PKCS#8.</summary>
    public required byte[] SealedMaterial { get; init; }

    /// <summary>Self-signed certificate (DER) of SAML keys; null for others.</summary>
    public byte[]? Certificate { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it stops reading; null while it is next or current, and for keys of stored secrets.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Row version for optimistic updates.</summary>
    public long Version { get; init; }
}

/// <summary>The key ring's rows.</summary>
public interface IKeyRingStore
{
    /// <summary>Adds a key. Conflict: the id is taken, or the purpose has a current (or next) key of this algorithm already.</summary>
    Task<Storage.StoreOutcome> AddAsync(RingKey key, CancellationToken cancellationToken);

    /// <summary>Every key, oldest first.</summary>
    Task<IReadOnlyList<RingKey>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Writes state and expiry of a key of the version it was read with.</summary>
    Task<Storage.StoreOutcome> UpdateAsync(RingKey key, CancellationToken cancellationToken);

    /// <summary>Removes a key. Stale: it is not there.</summary>
    Task<Storage.StoreOutcome> RemoveAsync(string keyId, CancellationToken cancellationToken);

    /// <summary>Removes retired keys that expired before <paramref name="instant"/>. Returns how many.</summary>
    Task<int> RemoveExpiredAsync(DateTimeOffset instant, CancellationToken cancellationToken);
}
