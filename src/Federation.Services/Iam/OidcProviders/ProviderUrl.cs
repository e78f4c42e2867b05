using Federation.Model.Results;
using Federation.Services.Authorization;

namespace Federation.Services.Iam.OidcProviders;

/// <summary>The URL of an OpenID Connect provider: https, host, perhaps a port, perhaps a path, nothing else (OpenID Connect Discovery 1.0 §3, issuer).</summary>
internal static class ProviderUrl
{
    private const string Scheme = "https://";

    /// <summary>The URL without its scheme, the host in lower case, everything else to the letter: tokens name their issuer to the letter.</summary>
    internal static Result<string> Read(string url)
    {
        if (!url.StartsWith(Scheme, StringComparison.Ordinal) || !Uri.TryCreate(url, UriKind.Absolute, out var uri)
            || uri.UserInfo.Length > 0 || !IsNameOfAProvider(uri) || url.AsSpan().ContainsAny("?#*\\"))
        {
            return Invalid();
        }

        // What the URL parser would rewrite (dot segments, blanks, a default port) can never be what a token says and what is fetched at once.
        var rest = url[(Scheme.Length + uri.Authority.Length)..];
        var canonical = $"{Scheme}{uri.Authority}{(rest.Length == 0 ? "/" : rest)}";
        return string.Equals(canonical, uri.AbsoluteUri, StringComparison.Ordinal) && url.AsSpan(Scheme.Length).StartsWith(uri.Authority, StringComparison.OrdinalIgnoreCase)
            ? uri.Authority + rest
            : Invalid();
    }

    /// <summary>
    /// The URL begins the provider's condition keys: one called like a service would speak in that service's name (<c>https://aws</c>: <c>aws:SourceIp</c>), and so might one day any
    /// other single word. A name of the own network needs its port.
    /// </summary>
    private static bool IsNameOfAProvider(Uri uri) =>
        !FederatedKeys.IsServicePrefix(uri.Host) && (!uri.IsDefaultPort || uri.HostNameType == UriHostNameType.IPv6 || uri.Host.Contains('.', StringComparison.Ordinal));

    private static AwsError Invalid() => CommonErrors.Validation("Invalid Open ID Connect Provider URL");
}
