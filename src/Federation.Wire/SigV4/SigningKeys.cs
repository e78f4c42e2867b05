using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace Federation.Wire.SigV4;

/// <summary>Derives what verifies a signature from a secret access key.</summary>
internal static class SigningKeys
{
    /// <summary>Bytes of a SigV4 signing key.</summary>
    public const int HmacKeySize = 32;

    /// <summary>Bytes of a SigV4a public key: X and Y.</summary>
    public const int EcdsaKeySize = 64;

    // The order of P-256 (SEC 2 §2.4.2), less two: the greatest number that the derivation accepts.
    private static readonly BigInteger GreatestCandidate =
        BigInteger.Parse("0ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", NumberStyles.HexNumber, CultureInfo.InvariantCulture) - 2;

    /// <summary>kSigning = HMAC(HMAC(HMAC(HMAC("AWS4" + secret, date), region), service), "aws4_request").</summary>
    public static void DeriveHmac(ReadOnlySpan<byte> secret, SignatureClaims claims, Span<byte> key)
    {
        Span<byte> first = stackalloc byte[4 + 256];
        var seed = 4 + secret.Length <= first.Length ? first[..(4 + secret.Length)] : new byte[4 + secret.Length];
        "AWS4"u8.CopyTo(seed);
        secret.CopyTo(seed[4..]);
        Step(seed, claims.ScopeDate, key);
        Step(key, claims.Region, key);
        Step(key, claims.Service, key);
        Step(key, claims.Terminator, key);
        CryptographicOperations.ZeroMemory(seed);
    }

    /// <summary>The public key of the private key that <see cref="DeriveEcdsa"/> gives, X and Y of 32 bytes each.</summary>
    public static void DeriveEcdsaPublic(ReadOnlySpan<byte> secret, string accessKeyId, Span<byte> key)
    {
        using var pair = DeriveEcdsa(secret, accessKeyId);
        var point = pair.ExportParameters(includePrivateParameters: false).Q;
        point.X.CopyTo(key);
        point.Y.CopyTo(key[32..]);
    }

    /// <summary>The P-256 key pair of SigV4a: NIST SP 800-108 in counter mode, tried again until the number is below the order.</summary>
    public static ECDsa DeriveEcdsa(ReadOnlySpan<byte> secret, string accessKeyId)
    {
        var input = new byte[5 + secret.Length];
        "AWS4A"u8.CopyTo(input);
        secret.CopyTo(input.AsSpan(5));
        var id = Encoding.UTF8.GetBytes(accessKeyId);
        try
        {
            for (byte counter = 1; counter <= 254; counter++)
            {
                byte[] info = [0, 0, 0, 1, .. "AWS4-ECDSA-P256-SHA256"u8, 0, .. id, counter, 0, 0, 1, 0];
                var number = new BigInteger(HMACSHA256.HashData(input, info), isUnsigned: true, isBigEndian: true);
                if (number <= GreatestCandidate)
                {
                    return Create(number + 1);
                }
            }
        }
        finally
        {
            CryptographicOperations.ZeroMemory(input);
        }

        throw new CryptographicException("no SigV4a key could be derived");
    }

    private static ECDsa Create(BigInteger scalar)
    {
        var d = new byte[32];
        var bytes = scalar.ToByteArray(isUnsigned: true, isBigEndian: true);
        bytes.CopyTo(d.AsSpan(32 - bytes.Length));
        return ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = d });
    }

    private static void Step(ReadOnlySpan<byte> key, string text, Span<byte> result)
    {
        Span<byte> small = stackalloc byte[256];
        var length = Encoding.UTF8.GetMaxByteCount(text.Length);
        var utf8 = length <= small.Length ? small : new byte[length];
        HMACSHA256.HashData(key, utf8[..Encoding.UTF8.GetBytes(text, utf8)], result);
    }
}
