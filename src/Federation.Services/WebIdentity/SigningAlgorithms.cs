using System.Collections.Frozen;

namespace Federation.Services.WebIdentity;

/// <summary>
/// The algorithms that tokens may be signed with (RFC 7518 §3.1), each with the one kind of key that it takes. <c>none</c> and the HMAC ones are not among them: the former proves
/// nothing, and for the latter a public key would be the secret (RFC 8725 §2.1).
/// </summary>
internal static class SigningAlgorithms
{
    internal const string Rsa = "RSA";

    private static readonly FrozenDictionary<string, string> KindOfKey = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["RS256"] = Rsa,
        ["RS384"] = Rsa,
        ["RS512"] = Rsa,
        ["PS256"] = Rsa,
        ["PS384"] = Rsa,
        ["PS512"] = Rsa,
        // RFC 7518 §3.4: a curve belongs to a hash.
        ["ES256"] = "P-256",
        ["ES384"] = "P-384",
        ["ES512"] = "P-521",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>RSA or the name of a curve; null for an algorithm that is not taken.</summary>
    internal static string? KeyOf(string? algorithm) => algorithm is null ? null : KindOfKey.GetValueOrDefault(algorithm);
}
