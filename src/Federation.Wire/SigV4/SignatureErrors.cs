using System.Security.Cryptography;
using System.Text;

namespace Federation.Wire.SigV4;

/// <summary>AWS's texts for requests whose signature is absent, malformed or wrong.</summary>
public static class SignatureErrors
{
    /// <summary>The request is not signed and the operation wants a signature.</summary>
    public static WireError MissingAuthenticationToken { get; } = new("MissingAuthenticationToken", 403, "Request is missing Authentication Token");

    /// <summary>The key is unknown, deleted or inactive, or the session token does not belong to it: one answer for all.</summary>
    public static WireError InvalidClientTokenId { get; } = new("InvalidClientTokenId", 403, "The security token included in the request is invalid.");

    /// <summary>The session token's time is over.</summary>
    public static WireError ExpiredToken { get; } = new("ExpiredToken", 403, "The security token included in the request is expired");

    /// <summary>The signature is not the one that the secret gives.</summary>
    public static WireError Mismatch { get; } = DoesNotMatch(
        "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.");

    internal static WireError DoesNotMatch(string message) => new("SignatureDoesNotMatch", 403, message);

    internal static WireError Incomplete(string message) => new("IncompleteSignature", 400, message);

    /// <summary>The header itself is not repeated in the answer: AWS gives its hash, by which the two sides can compare.</summary>
    internal static string Hashed(string authorization) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(authorization)));
}
