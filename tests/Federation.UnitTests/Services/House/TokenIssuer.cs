using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Federation.Model.Outbound;
using Federation.Model.Results;

namespace Federation.UnitTests.Services.House;

/// <summary>An issuer of tokens with its discovery document and keys, as the outside world: tests change any of them. Signs by itself, with no library of ours.</summary>
internal sealed class TokenIssuer : IOutboundHttp
{
    public const string Audience = "sts.amazonaws.com";

    public string Url { get; set; } = "https://idp.example.net/realm";

    public string? KeysUrl { get; set; }

    /// <summary>Keys by kid.</summary>
    public Dictionary<string, AsymmetricAlgorithm> Keys { get; } = new() { ["rsa"] = RSA.Create(2048), ["ec"] = ECDsa.Create(ECCurve.NamedCurves.nistP256) };

    /// <summary>Changes a key before it is shown.</summary>
    public Action<JsonObject>? ChangeKey { get; set; }

    public string? DiscoveryIssuer { get; set; }

    /// <summary>What every fetch is refused with.</summary>
    public string? Refusal { get; set; }

    public TimeSpan? MaxAge { get; set; }

    public List<OutboundRequest> Requests { get; } = [];

    public Task<Result<OutboundResponse>> GetAsync(OutboundRequest request, CancellationToken cancellationToken)
    {
        Requests.Add(request);
        var keysUrl = KeysUrl ?? Url.TrimEnd('/') + "/keys";
        var body = Refusal is not null ? null
            : request.Url.AbsoluteUri == Url.TrimEnd('/') + "/.well-known/openid-configuration" ? new JsonObject { ["issuer"] = DiscoveryIssuer ?? Url, ["jwks_uri"] = keysUrl }
            : request.Url.AbsoluteUri == keysUrl ? new JsonObject { ["keys"] = new JsonArray([.. Keys.Select(Show)]) }
            : null;
        return Task.FromResult<Result<OutboundResponse>>(body is null
            ? CommonErrors.ServiceUnavailable(Refusal ?? "the answer has status 404")
            : new OutboundResponse(Encoding.UTF8.GetBytes(body.ToJsonString()), "application/json", false, null, MaxAge));
    }

    public Task<Result<OutboundDocument>> DownloadAsync(OutboundRequest request, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("an issuer's documents are small");

    public Task<Result<int>> PostAsync(OutboundPost post, CancellationToken cancellationToken) => throw new InvalidOperationException("nothing is posted to an issuer");

    /// <summary>The usual claims of a token that is good now.</summary>
    public JsonObject Claims(DateTimeOffset now) => new()
    {
        ["iss"] = Url,
        ["sub"] = "repo:corp/app:ref:refs/heads/main",
        ["aud"] = Audience,
        ["iat"] = now.ToUnixTimeSeconds(),
        ["nbf"] = now.ToUnixTimeSeconds(),
        ["exp"] = now.AddMinutes(10).ToUnixTimeSeconds(),
    };

    public string Sign(JsonObject claims, string algorithm = "RS256", string? kid = "rsa", AsymmetricAlgorithm? key = null, Action<JsonObject>? header = null)
    {
        var head = new JsonObject { ["alg"] = algorithm, ["typ"] = "JWT" };
        if (kid is not null)
        {
            head["kid"] = kid;
        }

        header?.Invoke(head);
        return SignText(head.ToJsonString(), claims.ToJsonString(), algorithm, key ?? Keys[kid!]);
    }

    public static string SignText(string head, string claims, string algorithm, AsymmetricAlgorithm key)
    {
        var signed = $"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(head))}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims))}";
        var bytes = Encoding.ASCII.GetBytes(signed);
        var hash = new HashAlgorithmName("SHA" + algorithm[2..]);
        var signature = key switch
        {
            RSA rsa => rsa.SignData(bytes, hash, algorithm.StartsWith("PS", StringComparison.Ordinal) ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1),
            ECDsa ecdsa => ecdsa.SignData(bytes, hash),
            _ => throw new ArgumentOutOfRangeException(nameof(key)),
        };
        return $"{signed}.{Base64Url.EncodeToString(signature)}";
    }

    private JsonObject Show(KeyValuePair<string, AsymmetricAlgorithm> pair)
    {
        var shown = new JsonObject { ["kid"] = pair.Key, ["use"] = "sig" };
        if (pair.Value is RSA rsa)
        {
            var parameters = rsa.ExportParameters(false);
            (shown["kty"], shown["n"], shown["e"]) = ("RSA", Base64Url.EncodeToString(parameters.Modulus), Base64Url.EncodeToString(parameters.Exponent));
        }
        else
        {
            var parameters = ((ECDsa)pair.Value).ExportParameters(false);
            shown["kty"] = "EC";
            shown["crv"] = parameters.Q.X!.Length switch { 32 => "P-256", 48 => "P-384", _ => "P-521" };
            (shown["x"], shown["y"]) = (Base64Url.EncodeToString(parameters.Q.X), Base64Url.EncodeToString(parameters.Q.Y));
        }

        ChangeKey?.Invoke(shown);
        return shown;
    }
}
