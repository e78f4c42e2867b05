namespace Federation.Wire.SigV4;

/// <summary>What a signed request says of its own signature. Nothing in here is verified yet.</summary>
public sealed class SignatureClaims
{
    /// <summary>The algorithm named.</summary>
    public required SignatureAlgorithm Algorithm { get; init; }

    /// <summary>Header or presigned form.</summary>
    public required SignatureForm Form { get; init; }

    /// <summary>The access key id, not empty.</summary>
    public required string AccessKeyId { get; init; }

    /// <summary>The date in the credential scope, <c>yyyyMMdd</c> where the caller keeps to the rules.</summary>
    public required string ScopeDate { get; init; }

    /// <summary>The region in the credential scope; may be empty, and is empty for SigV4a.</summary>
    public required string Region { get; init; }

    /// <summary>The service in the credential scope, for example <c>sts</c>.</summary>
    public required string Service { get; init; }

    /// <summary>The last element of the credential scope, <c>aws4_request</c> where the caller keeps to the rules.</summary>
    public required string Terminator { get; init; }

    /// <summary>The names of the signed headers in lower case, in the order given, none twice.</summary>
    public required IReadOnlyList<string> SignedHeaders { get; init; }

    /// <summary>The signature in hexadecimal digits.</summary>
    public required string Signature { get; init; }

    /// <summary>When the caller says it signed, as <c>yyyyMMddTHHmmssZ</c>.</summary>
    public required string Timestamp { get; init; }

    /// <summary><see cref="Timestamp"/> as an instant.</summary>
    public required DateTimeOffset SignedAt { get; init; }

    /// <summary>The session token, or null when the request carries none.</summary>
    public string? SessionToken { get; init; }

    /// <summary>The value of X-Amz-Expires in seconds; null in the header form or when it is absent.</summary>
    public int? ExpiresSeconds { get; init; }

    internal string AlgorithmName => Algorithm == SignatureAlgorithm.HmacSha256 ? SigV4Names.HmacSha256 : SigV4Names.EcdsaP256Sha256;

    /// <summary>Reads the claims of a request; the error is <c>MissingAuthenticationToken</c> when the request is not signed at all.</summary>
    public static SignatureClaimsReading Read(WireRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var authorizations = request.CountHeader("Authorization", out var authorization);
        var isPresigned = PresignedClaimsReader.IsPresigned(request.Query);
        if (authorizations > 1 || (authorizations == 1 && isPresigned))
        {
            // Two sets of claims in one request: whichever were verified, something else might act on the other.
            return SignatureErrors.Incomplete("The request carries more than one set of authentication parameters.");
        }

        if (authorization is not null)
        {
            return AuthorizationHeaderReader.Read(request, authorization);
        }

        return isPresigned ? PresignedClaimsReader.Read(request) : SignatureErrors.MissingAuthenticationToken;
    }
}
