using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Federation.Gateway.Http;
using Federation.Services.Pipeline;
using Federation.Services.Terminal;

namespace Federation.Gateway.Cli;

/// <summary><c>POST /cli/token</c>: a program trades its one-time code and verifier for a session of its own.</summary>
internal sealed class CliTokenEndpoint(TerminalLogins logins, UnauthenticatedLimiter limiter, SecurityLog securityLog, TimeProvider timeProvider)
{
    private const int LongestBody = 4096;
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { AllowDuplicateProperties = false };

    internal static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/cli/token", (HttpContext context, CliTokenEndpoint endpoint) => endpoint.AnswerAsync(context));

    private async Task AnswerAsync(HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        var info = RequestInfos.InfoOf(context, timeProvider);

        // A typed code is short: guessing is bounded by its minute, its one use and this bucket.
        if (!limiter.TryTake(context.Connection.RemoteIpAddress))
        {
            await RefuseAsync(context, StatusCodes.Status429TooManyRequests, "slow_down", info);
            return;
        }

        var request = await ReadAsync(context);
        if (request is null || await logins.RedeemAsync(request.Code, request.CodeVerifier, context.RequestAborted) is not var (token, session))
        {
            securityLog.Refused("cli:Token", new Model.Results.AwsError("invalid_grant", 400, "the code was used, has run out, or belongs to another program"), info);
            await RefuseAsync(context, StatusCodes.Status400BadRequest, request is null ? "invalid_request" : "invalid_grant", info);
            return;
        }

        await context.Response.WriteAsJsonAsync(
            new
            {
                sessionToken = token,
                expiresAt = session.ExpiresAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
                subject = session.Subject,
                provider = session.Identity?.ProviderArn,
            },
            Json,
            context.RequestAborted);
    }

    private static async Task<TokenRequest?> ReadAsync(HttpContext context)
    {
        if (context.Request.ContentLength is null or > LongestBody || !context.Request.HasJsonContentType())
        {
            return null;
        }

        try
        {
            return await context.Request.ReadFromJsonAsync<TokenRequest>(Json, context.RequestAborted);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Task RefuseAsync(HttpContext context, int status, string error, RequestInfo info)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(new { error, requestId = info.RequestId }, Json, context.RequestAborted);
    }

    private sealed record TokenRequest(string? Code, [property: JsonPropertyName("code_verifier")] string? CodeVerifier);
}
