using System.Text.Json.Nodes;
using Federation.Gateway.Http;
using Federation.Services.OutboundIdentity;

namespace Federation.Gateway.OpenId;

/// <summary>Discovery document and keys of the accounts' own issuers, whose tokens GetWebIdentityToken gives. Public, like what they say.</summary>
internal static class OutboundIssuerEndpoints
{
    /// <summary>Verifiers may keep what they were told for this long; a key is announced longer than that before it signs.</summary>
    private const string CacheControl = "public, max-age=300";

    internal static void Map(IEndpointRouteBuilder routes)
    {
        string[] methods = [HttpMethods.Get, HttpMethods.Head];
        routes.MapMethods("/oidc/{account}/.well-known/openid-configuration", methods, WriteConfiguration);
        routes.MapMethods("/oidc/{account}" + OutboundDiscovery.KeysPath, methods, WriteKeys);
    }

    private static Task WriteConfiguration(HttpContext context, string account, OutboundDiscovery discovery, UnauthenticatedLimiter limiter) =>
        AnswerAsync(context, account, discovery, limiter, issuer => new JsonObject
        {
            ["issuer"] = issuer,
            ["jwks_uri"] = issuer + OutboundDiscovery.KeysPath,
            ["response_types_supported"] = new JsonArray("id_token"),
            ["subject_types_supported"] = new JsonArray("public"),
            ["id_token_signing_alg_values_supported"] = new JsonArray("RS256", "ES384"),
            ["claims_supported"] = new JsonArray("iss", "sub", "aud", "iat", "exp", "jti", "https://sts.amazonaws.com/"),
        });

    private static Task WriteKeys(HttpContext context, string account, OutboundDiscovery discovery, OutboundKeys keys, UnauthenticatedLimiter limiter) =>
        AnswerAsync(context, account, discovery, limiter, _ => new JsonObject
        {
            ["keys"] = new JsonArray([.. keys.PublicKeys().Select(key => key.Kty == "RSA"
                ? new JsonObject { ["kty"] = "RSA", ["use"] = key.Use, ["alg"] = key.Alg, ["kid"] = key.Kid, ["n"] = key.N, ["e"] = key.E }
                : new JsonObject { ["kty"] = "EC", ["use"] = key.Use, ["alg"] = key.Alg, ["kid"] = key.Kid, ["crv"] = key.Crv, ["x"] = key.X, ["y"] = key.Y })]),
        });

    private static async Task AnswerAsync(HttpContext context, string account, OutboundDiscovery discovery, UnauthenticatedLimiter limiter, Func<string, JsonObject> write)
    {
        if (!limiter.TryTake(context.Connection.RemoteIpAddress))
        {
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            return;
        }

        context.Response.Headers.XContentTypeOptions = "nosniff";
        if (await discovery.FindIssuerAsync(account, context.RequestAborted) is not { } issuer)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        context.Response.ContentType = "application/json";
        context.Response.Headers.CacheControl = CacheControl;
        await context.Response.WriteAsync(write(issuer).ToJsonString(), context.RequestAborted);
    }
}
