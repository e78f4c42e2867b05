using System.Security.Cryptography;

namespace Federation.Wire.SigV4;

/// <summary>Builds the canonical request and the string to sign (AWS: "Create a signed AWS API request", steps 1 to 3).</summary>
internal static class CanonicalRequest
{
    private static ReadOnlySpan<byte> EmptyPayload => "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"u8;

    /// <summary>Appends the canonical request; false when a signed header is not in the request.</summary>
    public static bool TryAppend(ref Utf8Writer writer, WireRequest request, SignatureClaims claims, PathCanonicalization path, bool tokenIsSigned)
    {
        writer.Append(request.Method);
        writer.Append((byte)'\n');
        CanonicalPath.Append(ref writer, request.Path, path);
        writer.Append((byte)'\n');
        AppendQuery(ref writer, request, claims, tokenIsSigned);
        writer.Append((byte)'\n');
        if (!CanonicalHeaders.TryAppend(ref writer, request.Headers.Span, claims.SignedHeaders))
        {
            return false;
        }

        writer.Append((byte)'\n');
        AppendNames(ref writer, claims.SignedHeaders);
        writer.Append((byte)'\n');
        AppendPayloadHash(ref writer, request.Body.Span);
        return true;
    }

    /// <summary>Appends the string to sign for a canonical request.</summary>
    public static void AppendStringToSign(ref Utf8Writer writer, SignatureClaims claims, ReadOnlySpan<byte> canonicalRequest)
    {
        writer.Append(claims.AlgorithmName);
        writer.Append((byte)'\n');
        writer.Append(claims.Timestamp);
        writer.Append((byte)'\n');
        writer.Append(claims.ScopeDate);
        if (claims.Algorithm == SignatureAlgorithm.HmacSha256)
        {
            writer.Append((byte)'/');
            writer.Append(claims.Region);
        }

        writer.Append((byte)'/');
        writer.Append(claims.Service);
        writer.Append((byte)'/');
        writer.Append(claims.Terminator);
        writer.Append((byte)'\n');
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(canonicalRequest, hash);
        writer.AppendHex(hash);
    }

    private static void AppendQuery(ref Utf8Writer writer, WireRequest request, SignatureClaims claims, bool tokenIsSigned)
    {
        if (claims.Form == SignatureForm.Header)
        {
            // X-Amz-Signature is left out of the presigned form only: elsewhere it is a parameter like any other.
            CanonicalQuery.Append(ref writer, request.Query);
        }
        else if (tokenIsSigned)
        {
            CanonicalQuery.Append(ref writer, request.Query, SigV4Names.Signature);
        }
        else
        {
            CanonicalQuery.Append(ref writer, request.Query, SigV4Names.Signature, SigV4Names.SecurityToken);
        }
    }

    private static void AppendNames(ref Utf8Writer writer, IReadOnlyList<string> names)
    {
        for (var i = 0; i < names.Count; i++)
        {
            if (i > 0)
            {
                writer.Append((byte)';');
            }

            writer.Append(names[i]);
        }
    }

    // INVARIANT: the hash is that of the body that came. X-Amz-Content-Sha256 is the caller's word, and UNSIGNED-PAYLOAD is not offered.
    private static void AppendPayloadHash(ref Utf8Writer writer, ReadOnlySpan<byte> body)
    {
        if (body.IsEmpty)
        {
            writer.Append(EmptyPayload);
            return;
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(body, hash);
        writer.AppendHex(hash);
    }
}
