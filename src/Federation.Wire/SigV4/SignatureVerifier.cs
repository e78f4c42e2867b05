using System.Security.Cryptography;
using System.Text;

namespace Federation.Wire.SigV4;

/// <summary>Verifies SigV4 and SigV4a signatures over requests as they came.</summary>
/// <param name="cache">Keeps derived keys between requests; null derives each time.</param>
public sealed class SignatureVerifier(SigningKeyCache? cache = null)
{
    /// <summary>
    /// Checks everything about a signed request that needs no secret: scope, signed headers, clock. The host may use it to refuse before it looks the key up;
    /// <see cref="Verify(WireRequest, SignatureClaims, ReadOnlySpan{byte}, in SignatureVerificationOptions)"/> checks it again.
    /// </summary>
    /// <returns>The refusal, or null.</returns>
    public static WireError? Inspect(WireRequest request, SignatureClaims claims, in SignatureVerificationOptions options)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(claims);
        return SignatureRules.Check(request, claims, options);
    }

    /// <summary>Verifies with a secret access key that is a text.</summary>
    public SignatureVerdict Verify(WireRequest request, SignatureClaims claims, string secretAccessKey, in SignatureVerificationOptions options)
    {
        ArgumentNullException.ThrowIfNull(secretAccessKey);
        Span<byte> small = stackalloc byte[256];
        var size = Encoding.UTF8.GetMaxByteCount(secretAccessKey.Length);
        var secret = size <= small.Length ? small : new byte[size];
        var verdict = Verify(request, claims, secret[..Encoding.UTF8.GetBytes(secretAccessKey, secret)], options);
        CryptographicOperations.ZeroMemory(secret);
        return verdict;
    }

    /// <summary>Verifies the signature of a request.</summary>
    /// <param name="request">The request as it came.</param>
    /// <param name="claims">What <see cref="SignatureClaims.Read"/> gave for this very request.</param>
    /// <param name="secretAccessKey">The UTF-8 bytes of the secret that belongs to the claimed access key id.</param>
    /// <param name="options">Time and expected services.</param>
    public SignatureVerdict Verify(WireRequest request, SignatureClaims claims, ReadOnlySpan<byte> secretAccessKey, in SignatureVerificationOptions options)
    {
        if (Inspect(request, claims, options) is { } refusal)
        {
            return SignatureVerdict.Refused(refusal);
        }

        Span<byte> signature = stackalloc byte[80];
        if (!TryDecodeSignature(claims, signature, out var signatureLength))
        {
            return SignatureVerdict.Refused(SignatureErrors.Mismatch);
        }

        signature = signature[..signatureLength];
        Span<byte> fingerprint = stackalloc byte[SigningKeyCache.FingerprintSize];
        Span<byte> key = stackalloc byte[claims.Algorithm == SignatureAlgorithm.HmacSha256 ? SigningKeys.HmacKeySize : SigningKeys.EcdsaKeySize];
        var isCached = FindKey(claims, secretAccessKey, fingerprint, key);
        var isRight = IsRight(request, claims, key, signature, options.Path, tokenIsSigned: true)
            // A presigned URL may have got its token after signing; the token is checked on its own.
            || (claims is { Form: SignatureForm.Query, SessionToken: not null } && IsRight(request, claims, key, signature, options.Path, tokenIsSigned: false));
        if (isRight && !isCached)
        {
            cache?.Add(claims, fingerprint, key);
        }

        CryptographicOperations.ZeroMemory(key);
        return isRight ? SignatureVerdict.Valid : SignatureVerdict.Refused(SignatureErrors.Mismatch);
    }

    private bool FindKey(SignatureClaims claims, ReadOnlySpan<byte> secret, Span<byte> fingerprint, Span<byte> key)
    {
        if (cache is not null)
        {
            cache.Fingerprint(secret, fingerprint);
            if (cache.TryGet(claims, fingerprint, out var cached))
            {
                cached.CopyTo(key);
                return true;
            }
        }

        if (claims.Algorithm == SignatureAlgorithm.HmacSha256)
        {
            SigningKeys.DeriveHmac(secret, claims, key);
        }
        else
        {
            SigningKeys.DeriveEcdsaPublic(secret, claims.AccessKeyId, key);
        }

        return false;
    }

    private static bool IsRight(
        WireRequest request, SignatureClaims claims, ReadOnlySpan<byte> key, ReadOnlySpan<byte> signature, PathCanonicalization path, bool tokenIsSigned)
    {
        var canonical = new Utf8Writer(stackalloc byte[2048]);
        var toSign = new Utf8Writer(stackalloc byte[256]);
        try
        {
            if (!CanonicalRequest.TryAppend(ref canonical, request, claims, path, tokenIsSigned))
            {
                return false;
            }

            CanonicalRequest.AppendStringToSign(ref toSign, claims, canonical.Written);
            return claims.Algorithm == SignatureAlgorithm.HmacSha256
                ? IsRightHmac(key, toSign.Written, signature)
                : IsRightEcdsa(key, toSign.Written, signature);
        }
        finally
        {
            canonical.Dispose();
            toSign.Dispose();
        }
    }

    private static bool IsRightHmac(ReadOnlySpan<byte> key, ReadOnlySpan<byte> toSign, ReadOnlySpan<byte> signature)
    {
        Span<byte> expected = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, toSign, expected);
        return CryptographicOperations.FixedTimeEquals(expected, signature);
    }

    private static bool IsRightEcdsa(ReadOnlySpan<byte> key, ReadOnlySpan<byte> toSign, ReadOnlySpan<byte> signature)
    {
        using var ecdsa = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = key[..32].ToArray(), Y = key[32..].ToArray() },
        });
        return ecdsa.VerifyData(toSign, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
    }

    private static bool TryDecodeSignature(SignatureClaims claims, Span<byte> signature, out int length)
    {
        length = 0;
        var isRightLength = claims.Algorithm == SignatureAlgorithm.HmacSha256
            ? claims.Signature.Length == 2 * HMACSHA256.HashSizeInBytes
            // DER of two integers below 2^256.
            : claims.Signature.Length is >= 16 and <= 144 && int.IsEvenInteger(claims.Signature.Length);
        return isRightLength && Convert.FromHexString(claims.Signature, signature, out _, out length) == System.Buffers.OperationStatus.Done;
    }
}
