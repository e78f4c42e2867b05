using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Federation.Model.Results;

namespace Federation.Services.WebIdentity;

/// <summary>A signed token as it came: read, and not verified yet. Nothing of it may be believed.</summary>
internal sealed class WebIdentityToken
{
    /// <summary>A provider's URL has at most 255 characters.</summary>
    private const int MostIssuerCharacters = 263;

    private WebIdentityToken(string algorithm, string? keyId, JsonElement claims, string issuer, byte[] signedBytes, byte[] signature) =>
        (Algorithm, KeyId, Claims, Issuer, SignedBytes, Signature) = (algorithm, keyId, claims, issuer, signedBytes, signature);

    internal string Algorithm { get; }

    internal string? KeyId { get; }

    internal JsonElement Claims { get; }

    internal string Issuer { get; }

    /// <summary>RFC 7515 §5.2: header and payload as they came.</summary>
    internal byte[] SignedBytes { get; }

    internal byte[] Signature { get; }

    /// <summary>Reads a compact JWS (RFC 7515 §7.1).</summary>
    internal static Result<WebIdentityToken> Read(string text)
    {
        var parts = text.Split('.', 4);
        if (parts.Length != 3 || Decode(parts[0]) is not { } head || StrictJson.ReadObject(head) is not { } header)
        {
            return IdpErrors.Malformed("no signed token in compact form");
        }

        if (CheckHeader(header) is { } wrong)
        {
            return wrong;
        }

        if (Decode(parts[1]) is not { } body || StrictJson.ReadObject(body) is not { } claims || Decode(parts[2]) is not { Length: > 0 } signature)
        {
            return IdpErrors.Malformed("payload or signature cannot be read");
        }

        // Condition keys have no letter case: of two such claims a trust policy would see one, and nobody could say which.
        if (claims.HasNamesakes())
        {
            return IdpErrors.Malformed("two claims differ by letter case alone");
        }

        return claims.Text("iss") is { Length: > 0 and <= MostIssuerCharacters } issuer
            ? new WebIdentityToken(header.Text("alg")!, header.Text("kid"), claims, issuer, Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), signature)
            : IdpErrors.Claim("iss");
    }

    private static AwsError? CheckHeader(JsonElement header)
    {
        if (SigningAlgorithms.KeyOf(header.Text("alg")) is null)
        {
            return IdpErrors.Malformed("alg is not taken");
        }

        // RFC 7515 §4.1.11: whoever does not know a critical extension refuses; none is known here.
        if (header.TryGetProperty("crit", out _))
        {
            return IdpErrors.Malformed("crit");
        }

        if (header.TryGetProperty("kid", out var kid) && kid.ValueKind != JsonValueKind.String)
        {
            return IdpErrors.Malformed("kid is no text");
        }

        // RFC 8725 §3.11: tokens that an issuer signs for another use (logout, DPoP, requests) are none of an identity.
        return header.TryGetProperty("typ", out var type) && !(type.ValueKind == JsonValueKind.String && IsIdentity(type.GetString()!)) ? IdpErrors.Malformed("typ") : null;
    }

    private static bool IsIdentity(string type)
    {
        const string Media = "application/";
        var name = type.StartsWith(Media, StringComparison.OrdinalIgnoreCase) ? type[Media.Length..] : type;
        return name.ToUpperInvariant() is "JWT" or "AT+JWT" or "ID_TOKEN+JWT";
    }

    private static byte[]? Decode(string text) => text.Length > 0 && Base64Url.IsValid(text) && !text.Contains('=', StringComparison.Ordinal) ? Base64Url.DecodeFromChars(text) : null;
}
