using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace Federation.Services.WebIdentity;

/// <summary>A public key of an issuer.</summary>
/// <param name="KeyId">kid, or null.</param>
/// <param name="Kind">RSA or the name of a curve.</param>
/// <param name="Algorithm">The one algorithm it is for, or null for all of its kind.</param>
/// <param name="Key">The key.</param>
internal sealed record VerificationKey(string? KeyId, string Kind, string? Algorithm, SecurityKey Key);

/// <summary>An issuer's keys (RFC 7517). What cannot verify tokens is passed over: other kinds, keys for encryption, RSA below 2,048 bits, points off their curve.</summary>
internal static class VerificationKeys
{
    private const int MostKeys = 200;
    private const int LeastRsaBits = 2048;
    private const int MostRsaBits = 8192;
    private const int MostExponentBytes = 4;

    /// <summary>Null where the document is no key set.</summary>
    internal static IReadOnlyList<VerificationKey>? Read(ReadOnlyMemory<byte> utf8) =>
        StrictJson.ReadObject(utf8) is { } document && document.TryGetProperty("keys", out var keys) && keys.ValueKind == JsonValueKind.Array && keys.GetArrayLength() <= MostKeys
            ? [.. keys.EnumerateArray().Select(ReadKey).OfType<VerificationKey>()]
            : null;

    /// <summary>
    /// The keys that may verify a token: of the algorithm's kind, and of the token's kid where it names one. A token without kid may be of any of them, as OpenID Connect allows
    /// only where there is one (OpenID Connect Core 1.0 §10.1): more than one is none.
    /// </summary>
    internal static IReadOnlyList<VerificationKey> For(IReadOnlyList<VerificationKey> keys, string algorithm, string? keyId)
    {
        var kind = SigningAlgorithms.KeyOf(algorithm);
        IReadOnlyList<VerificationKey> fitting =
            [.. keys.Where(key => key.Kind == kind && (key.Algorithm is null || key.Algorithm == algorithm) && (keyId is null || key.KeyId == keyId))];
        return keyId is null && fitting.Count > 1 ? [] : fitting;
    }

    private static VerificationKey? ReadKey(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object || json.Text("use") is not (null or "sig") || !MayVerify(json))
        {
            return null;
        }

        var keyId = json.Text("kid");
        return json.Text("kty") switch
        {
            "RSA" when ReadRsa(json) is { } rsa => new VerificationKey(keyId, SigningAlgorithms.Rsa, json.Text("alg"), new RsaSecurityKey(rsa) { KeyId = keyId }),
            "EC" when ReadCurve(json) is { } curve => new VerificationKey(keyId, curve.Name, json.Text("alg"), new ECDsaSecurityKey(curve.Key) { KeyId = keyId }),
            _ => null,
        };
    }

    // RFC 7517 §4.3
    private static bool MayVerify(JsonElement json) =>
        !json.TryGetProperty("key_ops", out var operations) || StrictJson.Texts(operations)?.Contains("verify", StringComparer.Ordinal) == true;

    private static RSAParameters? ReadRsa(JsonElement json)
    {
        var (modulus, exponent) = (Number(json, "n"), Number(json, "e"));
        return modulus is { Length: >= LeastRsaBits / 8 and <= MostRsaBits / 8 } && exponent is { Length: >= 1 and <= MostExponentBytes } && (exponent[^1] & 1) == 1
            && !(exponent.Length == 1 && exponent[0] == 1)
            ? new RSAParameters { Modulus = modulus, Exponent = exponent }
            : null;
    }

    private static (string Name, ECDsa Key)? ReadCurve(JsonElement json)
    {
        ECCurve? curve = json.Text("crv") switch
        {
            "P-256" => ECCurve.NamedCurves.nistP256,
            "P-384" => ECCurve.NamedCurves.nistP384,
            "P-521" => ECCurve.NamedCurves.nistP521,
            _ => null,
        };
        if (curve is null || Bytes(json, "x") is not { } x || Bytes(json, "y") is not { } y)
        {
            return null;
        }

        try
        {
            return (json.Text("crv")!, ECDsa.Create(new ECParameters { Curve = curve.Value, Q = new ECPoint { X = x, Y = y } }));
        }
        catch (CryptographicException)
        {
            // The point is not on the curve: no key, and no reason to give up the others.
            return null;
        }
    }

    /// <summary>Without leading zeros, which some issuers write.</summary>
    private static byte[]? Number(JsonElement json, string name) => Bytes(json, name) is { } bytes ? [.. bytes.SkipWhile(part => part == 0)] : null;

    private static byte[]? Bytes(JsonElement json, string name) => json.Text(name) is { } text && Base64Url.IsValid(text) ? Base64Url.DecodeFromChars(text) : null;
}
