using System.ComponentModel.DataAnnotations;

namespace Federation.Gateway.Configuration;

/// <summary>Checks where the server is to listen, before it does: plain http on loopback addresses only, and no wildcard without a public URL.</summary>
internal static class BindingCheck
{
    /// <exception cref="ValidationException">A binding is not allowed; the message says what to do.</exception>
    internal static void Check(IConfiguration configuration, GatewayOptions options)
    {
        var urls = (configuration["urls"] ?? configuration["ASPNETCORE_URLS"] ?? string.Empty).Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        foreach (var url in urls)
        {
            var (scheme, host) = Split(url);
            var isLoopback = Loopback.IsLoopback(host);
            if (scheme == "http" && !isLoopback && options.TrustedProxies.Count == 0)
            {
                throw new ValidationException(
                    $"`{url}`: plain http is served on loopback addresses only; use https with Kestrel:Certificates, or name the proxies in {GatewayConfiguration.TrustedProxies}");
            }

            if (options.PublicUrl is null && IsWildcard(host))
            {
                throw new ValidationException($"`{url}` binds every address: set {GatewayConfiguration.PublicUrl}, which is never guessed from a request");
            }
        }
    }

    private static (string Scheme, string Host) Split(string url)
    {
        var at = url.IndexOf("://", StringComparison.Ordinal);
        var rest = at < 0 ? url : url[(at + 3)..];
        var host = rest.StartsWith('[') ? rest[..(rest.IndexOf(']', StringComparison.Ordinal) + 1)] : rest.Split(':', '/')[0];
        return (at < 0 ? "http" : url[..at].ToLowerInvariant(), host);
    }

    private static bool IsWildcard(string host) => host is "*" or "+" or "0.0.0.0" or "[::]";
}
