using System.Security.Cryptography;

namespace Federation.Wire.SigV4;

/// <summary>
/// Keeps derived signing keys of callers that have proved to hold them. Bounded, without locks: a set-associative table in which a new entry takes
/// the place of an older one of its set.
/// </summary>
/// <remarks>
/// An entry is found by access key id, date, region and service, and serves only together with the secret it was derived from, of which it holds a fingerprint under a
/// key of this process: a rotated or re-used key id can never be answered from an old entry. Entries are made after a signature was found
/// right, so that callers who hold no key cannot push others out.
/// </remarks>
public sealed class SigningKeyCache
{
    private const int Ways = 4;
    private readonly Entry?[] _entries;
    private readonly byte[] _fingerprintKey = RandomNumberGenerator.GetBytes(32);
    private uint _next;

    /// <summary>Makes an empty cache.</summary>
    /// <param name="capacity">The greatest number of keys kept, rounded up to a power of two; about 300 bytes each.</param>
    public SigningKeyCache(int capacity = 16_384)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, Ways);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(capacity, 1 << 24);
        _entries = new Entry?[(int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)capacity)];
    }

    internal const int FingerprintSize = SHA256.HashSizeInBytes;

    private sealed record Entry(SignatureAlgorithm Algorithm, string AccessKeyId, string Date, string Region, string Service, byte[] Fingerprint, byte[] Key)
    {
        public bool IsFor(SignatureClaims claims) =>
            AccessKeyId == claims.AccessKeyId && Date == claims.ScopeDate && Region == claims.Region && Service == claims.Service && Algorithm == claims.Algorithm;
    }

    internal void Fingerprint(ReadOnlySpan<byte> secret, Span<byte> fingerprint)
    {
        Span<byte> small = stackalloc byte[32 + 256];
        var input = 32 + secret.Length <= small.Length ? small[..(32 + secret.Length)] : new byte[32 + secret.Length];
        _fingerprintKey.CopyTo(input);
        secret.CopyTo(input[32..]);
        SHA256.HashData(input, fingerprint);
        CryptographicOperations.ZeroMemory(input);
    }

    internal bool TryGet(SignatureClaims claims, ReadOnlySpan<byte> fingerprint, out byte[]? key)
    {
        var start = SetOf(claims);
        for (var way = 0; way < Ways; way++)
        {
            if (Volatile.Read(ref _entries[start + way]) is { } entry && entry.IsFor(claims)
                && CryptographicOperations.FixedTimeEquals(entry.Fingerprint, fingerprint))
            {
                key = entry.Key;
                return true;
            }
        }

        key = null;
        return false;
    }

    internal void Add(SignatureClaims claims, ReadOnlySpan<byte> fingerprint, ReadOnlySpan<byte> key)
    {
        var start = SetOf(claims);
        var way = (int)(Interlocked.Increment(ref _next) % Ways);
        for (var i = 0; i < Ways; i++)
        {
            var present = Volatile.Read(ref _entries[start + i]);
            if (present is null || present.IsFor(claims))
            {
                way = i;
                break;
            }
        }

        Volatile.Write(ref _entries[start + way], new Entry(
            claims.Algorithm, claims.AccessKeyId, claims.ScopeDate, claims.Region, claims.Service, fingerprint.ToArray(), key.ToArray()));
    }

    private int SetOf(SignatureClaims claims)
    {
        var hash = HashCode.Combine(claims.AccessKeyId, claims.ScopeDate, claims.Region, claims.Service, claims.Algorithm);
        return hash & (_entries.Length - 1) & ~(Ways - 1);
    }
}
