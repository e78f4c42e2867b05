using System.Globalization;
using System.Text.Json;
using Federation.Model.Identifiers;
using Federation.Model.OidcProviders;
using Federation.Model.Results;
using Federation.Services.OutboundIdentity;

namespace Federation.Services.WebIdentity;

/// <summary>
/// Verifies a token for an account, fail closed: its issuer is a provider of that account, one of the issuer's keys signed it, and it was issued to a registered audience and is
/// good now (OpenID Connect Core 1.0 §3.1.3.7, RFC 8725).
/// </summary>
public sealed class WebIdentityVerifier(OidcProviderDirectory providers, IssuerKeys keys, ServiceOptions options)
{
    /// <summary>How far an issuer's clock may be off.</summary>
    internal static readonly TimeSpan Skew = TimeSpan.FromSeconds(60);

    private const int MostSubjectCharacters = 255;

    internal async Task<Result<TokenIdentity>> VerifyAsync(string text, AccountId account, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var read = WebIdentityToken.Read(text);
        if (!read.Succeeded)
        {
            return read.Error;
        }

        var token = read.Value;
        // AWS: what GetWebIdentityToken gives is not taken back. A session could shed its tags and its chain by it.
        if (token.Issuer.StartsWith(options.PublicUrl + OutboundIssuer.Path, StringComparison.Ordinal))
        {
            return StsErrors.InvalidIdentityToken("Tokens of this service's own issuer cannot be used to assume roles") with { Detail = "own issuer" };
        }

        if (await providers.FindAsync(account, token.Issuer, cancellationToken) is not { } provider)
        {
            return StsErrors.InvalidIdentityToken($"No OpenIDConnect provider found in your account for {token.Issuer}");
        }

        var candidates = await keys.FindAsync(provider, token.Algorithm, token.KeyId, cancellationToken);
        if (!candidates.Succeeded)
        {
            return candidates.Error;
        }

        return candidates.Value.Count == 0 ? IdpErrors.Unusable("no key of the issuer has the token's kid and takes its alg")
            : !TokenSignature.IsOf(candidates.Value, token) ? IdpErrors.Malformed("signature")
            : CheckTimes(token.Claims, now) is { } untimely ? untimely
            : Identify(provider, token.Claims);
    }

    private static Result<TokenIdentity> Identify(OidcProvider provider, JsonElement claims)
    {
        if (claims.Text("sub") is not { Length: > 0 and <= MostSubjectCharacters } subject)
        {
            return IdpErrors.Claim("sub");
        }

        if (!claims.TryGetProperty("aud", out var aud) || StrictJson.Texts(aud) is not { Count: > 0 } audiences)
        {
            return IdpErrors.Claim("aud");
        }

        // OpenID Connect Core 1.0 §3.1.3.7: at least one audience is registered, and the authorized party too where the token names one. AWS looks at azp alone then;
        // here a token that was given to a registered client for somebody else's service does not count.
        IReadOnlyList<string> registered = [.. audiences.Where(audience => provider.ClientIds.Contains(audience, StringComparer.Ordinal))];
        var hasParty = claims.TryGetProperty("azp", out var azp);
        var party = hasParty && azp.ValueKind == JsonValueKind.String ? azp.GetString() : null;
        return registered.Count == 0 || (hasParty && (party is null || !provider.ClientIds.Contains(party, StringComparer.Ordinal)))
            ? StsErrors.InvalidIdentityToken("Incorrect token audience") with { Detail = registered.Count == 0 ? "aud is not registered" : "azp is not registered" }
            : new TokenIdentity { Provider = provider, Subject = subject, Audience = party is null ? registered : [party], Claims = claims };
    }

    private static AwsError? CheckTimes(JsonElement claims, DateTimeOffset now)
    {
        if (Instant(claims, "exp") is not { } expiry)
        {
            return IdpErrors.Claim("exp");
        }

        if (Instant(claims, "iat") is not { } issued)
        {
            return IdpErrors.Claim("iat");
        }

        if (claims.TryGetProperty("nbf", out _) && Instant(claims, "nbf") is null)
        {
            return IdpErrors.Claim("nbf");
        }

        var seconds = now.ToUnixTimeSeconds();
        var skew = (long)Skew.TotalSeconds;
        return expiry <= seconds - skew ? StsErrors.ExpiredToken($"Token expired: current date/time {seconds.ToString(CultureInfo.InvariantCulture)} must be before the expiration date/time {expiry.ToString(CultureInfo.InvariantCulture)}")
            : issued > seconds + skew || Instant(claims, "nbf") > seconds + skew ? StsErrors.InvalidIdentityToken("Token is not yet valid") with { Detail = "iat or nbf" }
            : null;
    }

    /// <summary>AWS: whole seconds; instants that no calendar has are none.</summary>
    private static long? Instant(JsonElement claims, string name) =>
        claims.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var seconds) && seconds is >= 0 and <= 253_402_300_799 ? seconds : null;
}
