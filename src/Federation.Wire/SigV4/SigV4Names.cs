namespace Federation.Wire.SigV4;

internal static class SigV4Names
{
    public const string HmacSha256 = "AWS4-HMAC-SHA256";
    public const string EcdsaP256Sha256 = "AWS4-ECDSA-P256-SHA256";
    public const string Terminator = "aws4_request";

    public const string Algorithm = "X-Amz-Algorithm";
    public const string Credential = "X-Amz-Credential";
    public const string Date = "X-Amz-Date";
    public const string Expires = "X-Amz-Expires";
    public const string SignedHeaders = "X-Amz-SignedHeaders";
    public const string Signature = "X-Amz-Signature";
    public const string SecurityToken = "X-Amz-Security-Token";
    public const string RegionSet = "X-Amz-Region-Set";
    public const string ContentSha256 = "x-amz-content-sha256";

    /// <summary>SHA-256 of no bytes.</summary>
    public const string EmptyPayloadHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    public static bool TryParseAlgorithm(ReadOnlySpan<char> name, out SignatureAlgorithm algorithm)
    {
        algorithm = name.SequenceEqual(EcdsaP256Sha256) ? SignatureAlgorithm.EcdsaP256Sha256 : SignatureAlgorithm.HmacSha256;
        return algorithm == SignatureAlgorithm.EcdsaP256Sha256 || name.SequenceEqual(HmacSha256);
    }
}
