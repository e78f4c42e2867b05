using System.Globalization;
using System.Net.Mime;
using System.Text.Json;
using System.Text.Json.Serialization;
using Federation.Gateway.Configuration;
using Federation.Gateway.Http;
using Federation.Model.Storage;
using Federation.Services.Pipeline;
using Federation.Services.Portal;
using Federation.Services.SignIn;
using Microsoft.Net.Http.Headers;

namespace Federation.Gateway.Portal;

/// <summary>The portal's JSON for scripts, with the session cookie. No CORS headers, ever.</summary>
internal sealed class PortalEndpoints(
    PortalSessions sessions, PortalRoles roles, PortalCredentials portalCredentials, Cookies cookies, PublicAddress address, TimeProvider timeProvider)
{
    private const int LongestBody = 4096;
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, AllowDuplicateProperties = false };
    private static readonly JsonSerializerOptions CredentialsJson = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/portal/session", (HttpContext context, PortalEndpoints endpoints) => endpoints.GuardAsync(context, endpoints.SessionAsync));
        routes.MapGet("/portal/roles", (HttpContext context, PortalEndpoints endpoints) => endpoints.GuardAsync(context, endpoints.RolesAsync));
        routes.MapPost("/portal/credentials", (HttpContext context, PortalEndpoints endpoints) => endpoints.GuardAsync(context, endpoints.CredentialsAsync));
    }

    private async Task GuardAsync(HttpContext context, Func<HttpContext, PortalSession, RequestInfo, Task> answer)
    {
        var info = RequestInfos.InfoOf(context, timeProvider);
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        try
        {
            if (HttpMethods.IsPost(context.Request.Method) && CheckCrossSite(context.Request) is { } refusal)
            {
                await WriteErrorAsync(context, refusal.Status, refusal.Code, refusal.Message, info);
            }
            else if (await sessions.FindAsync(TokenOf(context.Request), context.RequestAborted) is not { } session)
            {
                await WriteErrorAsync(context, StatusCodes.Status401Unauthorized, "NotSignedIn", "Sign in first.", info);
            }
            else
            {
                await answer(context, session, info);
            }
        }
        catch (StoreUnavailableException)
        {
            await WriteErrorAsync(context, StatusCodes.Status503ServiceUnavailable, "ServiceUnavailable", "A store cannot be reached. Try again.", info);
        }
    }

    /// <summary>A session is found by its id: a program's comes as bearer token (RFC 6750 §2.1), a browser's as cookie. Whoever sends the header is asked by the header alone.</summary>
    private string? TokenOf(HttpRequest request)
    {
        const string Scheme = "Bearer ";
        return request.Headers.Authorization switch
        {
            [] => cookies.Session(request),
            [{ } only] when only.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) => only[Scheme.Length..].Trim(),
            _ => null,
        };
    }

    private Task SessionAsync(HttpContext context, PortalSession session, RequestInfo info) => WriteAsync(context, StatusCodes.Status200OK, new
    {
        subject = session.Subject,
        // SAML Core 2.2.2: a NameID without a Format has the unspecified one. An IAM user's subject is an ARN, and no provider stands behind it.
        subjectFormat = session.Identity is { } person ? person.NameId?.Format ?? Federation.Saml.SamlNameIdFormats.Unspecified : "arn",
        provider = session.Identity?.ProviderArn,
        issuer = session.Identity?.Issuer,
        attributes = session.Identity?.Attributes ?? new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal),
        authenticatedAt = Instant(session.AuthenticatedAt),
        expiresAt = Instant(session.ExpiresAt),
    });

    private async Task RolesAsync(HttpContext context, PortalSession session, RequestInfo info)
    {
        var list = await roles.ListAsync(session, info, context.RequestAborted);
        await WriteAsync(context, StatusCodes.Status200OK, list.Roles.Select(role => new
        {
            accountId = role.AccountId,
            accountName = role.AccountName,
            roleArn = role.RoleArn,
            roleName = role.RoleName,
            provider = role.Provider,
        }));
    }

    private async Task CredentialsAsync(HttpContext context, PortalSession session, RequestInfo info)
    {
        if (await ReadAsync(context) is not { } request)
        {
            await WriteErrorAsync(context, StatusCodes.Status400BadRequest, "InvalidRequest", "The body must be JSON: {\"roleArn\": \"…\", \"durationSeconds\": 3600}.", info);
            return;
        }

        var result = await portalCredentials.IssueAsync(session, request, info, context.RequestAborted);
        if (!result.Succeeded)
        {
            var status = result.Error.HttpStatus is 403 or 503 ? result.Error.HttpStatus : result.Error.HttpStatus >= 500 ? 500 : 400;
            await WriteErrorAsync(context, status, result.Error.Code, result.Error.Message, info);
            return;
        }

        var credentials = result.Value;
        context.Response.Headers["Referrer-Policy"] = "no-referrer";
        await context.Response.WriteAsJsonAsync(
            new
            {
                Version = 1,
                credentials.AccessKeyId,
                credentials.SecretAccessKey,
                credentials.SessionToken,
                Expiration = Instant(credentials.Expiration!.Value),
            },
            CredentialsJson,
            context.RequestAborted);
    }

    private static async Task<CreatePortalCredentialsRequest?> ReadAsync(HttpContext context)
    {
        if (context.Request.ContentLength is null or > LongestBody)
        {
            return null;
        }

        try
        {
            return await context.Request.ReadFromJsonAsync<CreatePortalCredentialsRequest>(Json, context.RequestAborted);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>State-changing calls come from our own pages or from no page at all (Fetch Metadata, Origin), and carry a type that no foreign form can send.</summary>
    private (int Status, string Code, string Message)? CheckCrossSite(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"];
        var origin = request.Headers.Origin;
        if ((site.Count > 0 && site.ToString() is not ("same-origin" or "none")) || (origin.Count > 0 && !string.Equals(origin.ToString(), address.Origin, StringComparison.Ordinal)))
        {
            return (StatusCodes.Status403Forbidden, "CrossSite", "This call may not come from another site.");
        }

        return MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.MediaType.Equals(MediaTypeNames.Application.Json, StringComparison.OrdinalIgnoreCase)
            ? null
            : (StatusCodes.Status415UnsupportedMediaType, "UnsupportedMediaType", "Content-Type must be application/json.");
    }

    private static Task WriteErrorAsync(HttpContext context, int status, string code, string message, RequestInfo info) =>
        WriteAsync(context, status, new { code, message, requestId = info.RequestId });

    private static Task WriteAsync(HttpContext context, int status, object value)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(value, Json, context.RequestAborted);
    }

    private static string Instant(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
