namespace Federation.Wire.SigV4;

/// <summary>The signing algorithms that are understood.</summary>
public enum SignatureAlgorithm
{
    /// <summary><c>AWS4-HMAC-SHA256</c> (SigV4): the scope names one region.</summary>
    HmacSha256,

    /// <summary><c>AWS4-ECDSA-P256-SHA256</c> (SigV4a): the regions are in <c>X-Amz-Region-Set</c>.</summary>
    EcdsaP256Sha256,
}
