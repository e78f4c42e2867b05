using System.Buffers;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Federation.Model.Storage;

namespace Federation.Services.Sessions;

/// <summary>Writes session claims as compact JSON, compressed where that is worth it. The result is only ever seen sealed.</summary>
internal static class SessionClaimsCodec
{
    /// <summary>Below this size compression costs more than it gains. From here on it gains at each use: a token is received, hashed and opened with every request.</summary>
    private const int CompressFrom = 1024;

    /// <summary>No token of ours unpacks to more: a bound against a decompression bomb, should a sealing key ever leak.</summary>
    private const int MaxPlain = 256 * 1024;

    /// <summary>Nearly every token unpacks to less.</summary>
    private const int UsualPlain = 8 * 1024;

    /// <summary>Quality of tokens: three times as fast as the packed size's, and some tens of bytes longer.</summary>
    private const int TokenQuality = 1;

    /// <summary>Quality of the published rule for PackedPolicySize.</summary>
    private const int PackedQuality = 5;

    internal static byte[] Write(SessionClaims claims, out bool compressed)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(ToCompact(claims), SessionClaimsJson.Default.Compact);
        compressed = json.Length >= CompressFrom;
        return compressed ? Compress(json, TokenQuality) : json;
    }

    internal static SessionClaims? Read(ReadOnlySpan<byte> bytes, bool compressed)
    {
        try
        {
            var compact = compressed ? ReadCompressed(bytes) : JsonSerializer.Deserialize(bytes, SessionClaimsJson.Default.Compact);
            return compact is null ? null : FromCompact(compact);
        }
        catch (JsonException)
        {
            // A sealed payload of another shape: a token of a version we do not know. The caller refuses it like any foreign token.
            return null;
        }
    }

    /// <summary>The size that PackedPolicySize measures: policies, policy ARNs and tags as JSON, compressed.</summary>
    internal static int PackedSize(SessionClaims claims)
    {
        if (claims.SessionPolicies.Count == 0 && claims.SessionPolicyArns.Count == 0 && claims.Tags.Count == 0)
        {
            return 0;
        }

        var part = new Compact { P = [.. claims.SessionPolicies], A = [.. claims.SessionPolicyArns], T = Pairs(claims.Tags) };
        return Compress(JsonSerializer.SerializeToUtf8Bytes(part, SessionClaimsJson.Default.Compact), PackedQuality).Length;
    }

    private static Compact? ReadCompressed(ReadOnlySpan<byte> bytes) =>
        TryReadCompressed(bytes, UsualPlain, out var compact) || TryReadCompressed(bytes, MaxPlain, out compact) ? compact : null;

    /// <summary>False: the bytes unpack to more, or to nothing.</summary>
    private static bool TryReadCompressed(ReadOnlySpan<byte> bytes, int most, out Compact? compact)
    {
        var plain = ArrayPool<byte>.Shared.Rent(most);
        var written = 0;
        try
        {
            var fits = BrotliDecoder.TryDecompress(bytes, plain.AsSpan(0, most), out written);
            compact = fits ? JsonSerializer.Deserialize(plain.AsSpan(0, written), SessionClaimsJson.Default.Compact) : null;
            return fits;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain.AsSpan(0, Math.Max(written, 0)));
            ArrayPool<byte>.Shared.Return(plain);
        }
    }

    private static byte[] Compress(byte[] json, int quality)
    {
        var target = new byte[BrotliEncoder.GetMaxCompressedLength(json.Length)];
        return BrotliEncoder.TryCompress(json, target, out var written, quality, window: 18)
            ? target[..written]
            : throw new InvalidOperationException("a buffer of the greatest compressed length was too small");
    }

    private static string[][] Pairs(IReadOnlyList<Tag> tags) => [.. tags.Select(tag => (string[])[tag.Key, tag.Value])];

    private static Compact ToCompact(SessionClaims claims) => new()
    {
        K = (int)claims.Principal,
        I = claims.PrincipalId,
        N = claims.SessionName,
        S = claims.IssuedAt.ToUnixTimeMilliseconds(),
        E = claims.ExpiresAt.ToUnixTimeMilliseconds(),
        T = claims.Tags.Count == 0 ? null : Pairs(claims.Tags),
        R = claims.TransitiveTagKeys.Count == 0 ? null : [.. claims.TransitiveTagKeys],
        Si = claims.SourceIdentity,
        P = claims.SessionPolicies.Count == 0 ? null : [.. claims.SessionPolicies],
        A = claims.SessionPolicyArns.Count == 0 ? null : [.. claims.SessionPolicyArns],
        M = claims.MfaAuthenticatedAt?.ToUnixTimeMilliseconds(),
        F = claims.FederatedProvider,
        C = claims.FederatedContext.Count == 0 ? null : claims.FederatedContext.ToDictionary(pair => pair.Key, pair => pair.Value.ToArray(), StringComparer.Ordinal),
        D = claims.SessionId,
        G = claims.OriginId,
        O = claims.HomeAccount,
        U = claims.SubjectKey,
        H = claims.IsChained ? true : null,
    };

    private static SessionClaims? FromCompact(Compact c) => c.S is not { } issued || c.E is not { } expires || c.T?.Any(pair => pair.Length != 2) == true
        ? null
        : new SessionClaims
        {
            Principal = (SessionPrincipal)c.K,
            PrincipalId = c.I,
            SessionName = c.N,
            IssuedAt = DateTimeOffset.FromUnixTimeMilliseconds(issued),
            ExpiresAt = DateTimeOffset.FromUnixTimeMilliseconds(expires),
            Tags = c.T is null ? [] : [.. c.T.Select(pair => new Tag(pair[0], pair[1]))],
            TransitiveTagKeys = c.R ?? [],
            SourceIdentity = c.Si,
            SessionPolicies = c.P ?? [],
            SessionPolicyArns = c.A ?? [],
            MfaAuthenticatedAt = c.M is { } mfa ? DateTimeOffset.FromUnixTimeMilliseconds(mfa) : null,
            FederatedProvider = c.F,
            FederatedContext = c.C?.ToDictionary(pair => pair.Key, pair => (IReadOnlyList<string>)pair.Value, StringComparer.Ordinal)
                ?? new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal),
            SessionId = c.D,
            OriginId = c.G,
            HomeAccount = c.O,
            SubjectKey = c.U,
            IsChained = c.H == true,
        };

    /// <summary>One-letter names: a token is at most 6 KB and travels in a header with each request.</summary>
    internal sealed class Compact
    {
        public int K { get; set; }

        public string? I { get; set; }

        public string? N { get; set; }

        public long? S { get; set; }

        public long? E { get; set; }

        public string[][]? T { get; set; }

        public string[]? R { get; set; }

        public string? Si { get; set; }

        public string[]? P { get; set; }

        public string[]? A { get; set; }

        public long? M { get; set; }

        public string? F { get; set; }

        public Dictionary<string, string[]>? C { get; set; }

        public string? D { get; set; }

        // A node that does not know it refuses the token, since it could not tell that it was revoked.
        public string? G { get; set; }

        public string? O { get; set; }

        public string? U { get; set; }

        public bool? H { get; set; }
    }
}

/// <summary>Generated serializer of the compact form.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(SessionClaimsCodec.Compact))]
internal sealed partial class SessionClaimsJson : JsonSerializerContext;
