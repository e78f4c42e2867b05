using Microsoft.AspNetCore.Mvc.Filters;

namespace Federation.Gateway.Http;

/// <summary>The headers of every page. One policy per response; pages that post to a validated origin add it to form-action.</summary>
public static class PageHeaders
{
    private static readonly object FormActionKey = new();
    private static readonly object FramesKey = new();
    private static readonly object StyleKey = new();

    /// <summary>Allows forms of this page to post to one more origin (Chromium checks redirects of a form as well).</summary>
    public static void AllowFormTo(HttpContext context, Uri target)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(target);
        context.Items[FormActionKey] = target.GetLeftPart(UriPartial.Authority);
    }

    /// <summary>Lets other sites frame this answer: identity providers end sessions in frames of their own.</summary>
    public static void AllowFrames(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.Items[FramesKey] = FramesKey;
    }

    /// <summary>Allows style sheets of one more origin.</summary>
    internal static void AllowStyleFrom(HttpContext context, Uri origin) => context.Items[StyleKey] = origin.GetLeftPart(UriPartial.Authority);

    /// <summary>Sets the headers before the page is written.</summary>
    internal static void Apply(HttpContext context)
    {
        var frames = context.Items.ContainsKey(FramesKey) ? string.Empty : "frame-ancestors 'none'; ";
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy =
            $"default-src 'none'; script-src 'self'; style-src {Sources(context, StyleKey)}; img-src 'self'; font-src 'self'; connect-src 'self'; form-action {Sources(context, FormActionKey)}; {frames}base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'";
        headers["Referrer-Policy"] = "no-referrer";
        headers.XContentTypeOptions = "nosniff";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
        headers.CacheControl = "no-store";
    }

    private static string Sources(HttpContext context, object key) => context.Items[key] is string origin ? $"'self' {origin}" : "'self'";

    /// <summary>Applies the headers to every Razor page.</summary>
    internal sealed class Filter : IAlwaysRunResultFilter
    {
        public void OnResultExecuting(ResultExecutingContext context) => Apply(context.HttpContext);

        public void OnResultExecuted(ResultExecutedContext context)
        {
        }
    }
}
