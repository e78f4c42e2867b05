using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Federation.Wire.SigV4;

/// <summary>Signs requests as AWS's own clients do.</summary>
/// <param name="credentials">Whose signature it is.</param>
/// <param name="region">The region of the scope, or the region set of SigV4a.</param>
/// <param name="service">The service of the scope, for example <c>sts</c>.</param>
public sealed class RequestSigner(SigningCredentials credentials, string region, string service)
{
    // Intermediaries change these, so that a signature over them would break.
    private static readonly HashSet<string> NeverSigned = new(StringComparer.OrdinalIgnoreCase)
    {
        "Authorization", "Connection", "Expect", "Keep-Alive", "Proxy-Authorization", "TE", "Trailer", "Transfer-Encoding", "Upgrade", "User-Agent", "X-Amzn-Trace-Id",
    };

    /// <summary>The algorithm.</summary>
    /// <value><see cref="SignatureAlgorithm.HmacSha256"/>.</value>
    public SignatureAlgorithm Algorithm { get; init; }

    /// <summary>How the path is brought into canonical form.</summary>
    /// <value><see cref="PathCanonicalization.Normalized"/>.</value>
    public PathCanonicalization Path { get; init; }

    /// <summary>Signs in the header form.</summary>
    /// <param name="request">The request with its Host header; headers of an older signature are replaced.</param>
    /// <param name="now">The time of signing.</param>
    /// <returns>The request with X-Amz-Date, X-Amz-Security-Token where there is a token, and Authorization.</returns>
    public WireRequest Sign(WireRequest request, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(request);
        var headers = KeepHeaders(request, SigV4Names.Date, "Date", SigV4Names.SecurityToken, SigV4Names.RegionSet);
        headers.Add(new WireHeader(SigV4Names.Date, SignatureTimestamp.ToText(now)));
        if (credentials.SessionToken is { } token)
        {
            headers.Add(new WireHeader(SigV4Names.SecurityToken, token));
        }

        if (Algorithm == SignatureAlgorithm.EcdsaP256Sha256)
        {
            headers.Add(new WireHeader(SigV4Names.RegionSet, region));
        }

        var unsigned = new WireRequest(request.Method, request.Path, request.Query, headers.ToArray(), request.Body);
        var claims = MakeClaims(SignatureForm.Header, NamesToSign(headers), now);
        headers.Add(new WireHeader(
            "Authorization",
            $"{claims.AlgorithmName} Credential={Credential(claims)}, SignedHeaders={string.Join(';', claims.SignedHeaders)}, Signature={MakeSignature(unsigned, claims)}"));
        return new WireRequest(request.Method, request.Path, request.Query, headers.ToArray(), request.Body);
    }

    /// <summary>Signs in the query form.</summary>
    /// <param name="request">The request with its Host header and without parameters of a signature.</param>
    /// <param name="now">The time of signing.</param>
    /// <param name="expires">What X-Amz-Expires says, in whole seconds.</param>
    public WireRequest Presign(WireRequest request, DateTimeOffset now, TimeSpan expires)
    {
        ArgumentNullException.ThrowIfNull(request);
        var headers = KeepHeaders(request, SigV4Names.Date, SigV4Names.SecurityToken, SigV4Names.RegionSet);
        var claims = MakeClaims(SignatureForm.Query, NamesToSign(headers), now);
        var query = new StringBuilder(request.Query);
        AppendParameter(query, SigV4Names.Algorithm, claims.AlgorithmName);
        AppendParameter(query, SigV4Names.Credential, Credential(claims));
        AppendParameter(query, SigV4Names.Date, claims.Timestamp);
        AppendParameter(query, SigV4Names.Expires, ((long)expires.TotalSeconds).ToString(CultureInfo.InvariantCulture));
        AppendParameter(query, SigV4Names.SignedHeaders, string.Join(';', claims.SignedHeaders));
        if (credentials.SessionToken is { } token)
        {
            AppendParameter(query, SigV4Names.SecurityToken, token);
        }

        if (Algorithm == SignatureAlgorithm.EcdsaP256Sha256)
        {
            AppendParameter(query, SigV4Names.RegionSet, region);
        }

        var unsigned = new WireRequest(request.Method, request.Path, query.ToString(), headers.ToArray(), request.Body);
        AppendParameter(query, SigV4Names.Signature, MakeSignature(unsigned, claims));
        return new WireRequest(request.Method, request.Path, query.ToString(), headers.ToArray(), request.Body);
    }

    private static List<WireHeader> KeepHeaders(WireRequest request, params ReadOnlySpan<string> without)
    {
        var kept = new List<WireHeader>(request.Headers.Length + 4);
        foreach (var header in request.Headers.Span)
        {
            var isReplaced = header.Name.Equals("Authorization", StringComparison.OrdinalIgnoreCase);
            foreach (var name in without)
            {
                isReplaced |= header.Name.Equals(name, StringComparison.OrdinalIgnoreCase);
            }

            if (!isReplaced)
            {
                kept.Add(header);
            }
        }

        return kept;
    }

    private static string[] NamesToSign(List<WireHeader> headers) =>
        [.. headers.Where(header => !NeverSigned.Contains(header.Name)).Select(header => header.Name.ToLowerInvariant())
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private SignatureClaims MakeClaims(SignatureForm form, string[] signedHeaders, DateTimeOffset now)
    {
        var timestamp = SignatureTimestamp.ToText(now);
        return new SignatureClaims
        {
            Algorithm = Algorithm,
            Form = form,
            AccessKeyId = credentials.AccessKeyId,
            ScopeDate = timestamp[..8],
            Region = Algorithm == SignatureAlgorithm.HmacSha256 ? region : string.Empty,
            Service = service,
            Terminator = SigV4Names.Terminator,
            SignedHeaders = signedHeaders,
            Signature = string.Empty,
            Timestamp = timestamp,
            SignedAt = now,
        };
    }

    private static string Credential(SignatureClaims claims) =>
        claims.Algorithm == SignatureAlgorithm.HmacSha256
            ? $"{claims.AccessKeyId}/{claims.ScopeDate}/{claims.Region}/{claims.Service}/{claims.Terminator}"
            : $"{claims.AccessKeyId}/{claims.ScopeDate}/{claims.Service}/{claims.Terminator}";

    private string MakeSignature(WireRequest request, SignatureClaims claims)
    {
        var canonical = new Utf8Writer(stackalloc byte[1024]);
        var toSign = new Utf8Writer(stackalloc byte[256]);
        var secret = Encoding.UTF8.GetBytes(credentials.SecretAccessKey);
        try
        {
            if (!CanonicalRequest.TryAppend(ref canonical, request, claims, Path, tokenIsSigned: true))
            {
                throw new InvalidOperationException("a header to be signed is not in the request");
            }

            CanonicalRequest.AppendStringToSign(ref toSign, claims, canonical.Written);
            if (claims.Algorithm == SignatureAlgorithm.EcdsaP256Sha256)
            {
                using var pair = SigningKeys.DeriveEcdsa(secret, claims.AccessKeyId);
                return Convert.ToHexStringLower(pair.SignData(toSign.Written, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
            }

            Span<byte> key = stackalloc byte[SigningKeys.HmacKeySize];
            SigningKeys.DeriveHmac(secret, claims, key);
            var signature = Convert.ToHexStringLower(HMACSHA256.HashData(key, toSign.Written));
            CryptographicOperations.ZeroMemory(key);
            return signature;
        }
        finally
        {
            canonical.Dispose();
            toSign.Dispose();
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    private static void AppendParameter(StringBuilder query, string name, string value)
    {
        var writer = new Utf8Writer(stackalloc byte[512]);
        PercentEncoding.AppendEncoded(ref writer, value, keepSlash: false);
        query.Append(query.Length == 0 ? null : '&').Append(name).Append('=').Append(Encoding.ASCII.GetString(writer.Written));
        writer.Dispose();
    }
}
