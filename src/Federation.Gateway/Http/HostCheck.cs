using Federation.Gateway.Configuration;

namespace Federation.Gateway.Http;

/// <summary>
/// Serves the public URL's host and no other (421, RFC 9110 §15.5.20): so no answer, cookie or URL is ever made for a name that somebody else chose. The health
/// checks are exempt, since probes come by address.
/// </summary>
internal sealed class HostCheck(RequestDelegate next, PublicAddress address)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (IsOurs(context.Request.Host) || context.Request.Path.StartsWithSegments("/healthz", StringComparison.Ordinal) || context.Request.Path == "/metrics")
        {
            return next(context);
        }

        return HtmlAnswers.RefuseAsync(context, StatusCodes.Status421MisdirectedRequest, "This host is not served here.");
    }

    private bool IsOurs(HostString host) =>
        host.HasValue
        && string.Equals(host.Host.Trim('[', ']'), address.Url.IdnHost.Trim('[', ']'), StringComparison.OrdinalIgnoreCase)
        && (host.Port ?? (address.IsSecure ? 443 : 80)) == address.Url.Port;
}
