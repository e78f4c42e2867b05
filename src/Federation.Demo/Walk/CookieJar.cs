using System.Globalization;

namespace Federation.Demo.Walk;

/// <summary>
/// A browser's cookies, as far as a sign-in needs them: kept by host, port ignored, and SameSite honoured, so that a walk through
/// two sites meets the same difficulties as a person's browser (RFC 6265bis 5.8.3).
/// </summary>
internal sealed class CookieJar
{
    private readonly List<Cookie> _cookies = [];

    /// <summary>Reads one Set-Cookie header that came from this address.</summary>
    public void Store(Uri from, string header)
    {
        var parts = header.Split(';', StringSplitOptions.TrimEntries);
        var at = parts[0].IndexOf('=', StringComparison.Ordinal);
        if (at <= 0)
        {
            return;
        }

        var name = parts[0][..at];
        _cookies.RemoveAll(cookie => cookie.Host == from.Host && cookie.Name == name);
        if (Attribute(parts, "Max-Age") is { } age && long.TryParse(age, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds) && seconds <= 0)
        {
            return;
        }

        if (Attribute(parts, "Expires") is { } expires && DateTimeOffset.TryParse(expires, CultureInfo.InvariantCulture, out var until) && until.Year < 2000)
        {
            return;
        }

        var path = Attribute(parts, "Path") is { Length: > 0 } given ? given : "/";
        _cookies.Add(new Cookie(from.Host, name, parts[0][(at + 1)..], path, SameSiteNone: Attribute(parts, "SameSite") is "none" or "None"));
    }

    /// <summary>The Cookie header for a request, or null.</summary>
    /// <param name="to">Where the request goes.</param>
    /// <param name="crossSitePost">True where another site's page sends a POST: then only SameSite=None cookies go along.</param>
    public string? For(Uri to, bool crossSitePost)
    {
        var matching = _cookies
            .Where(cookie => cookie.Host == to.Host && to.AbsolutePath.StartsWith(cookie.Path, StringComparison.Ordinal) && (cookie.SameSiteNone || !crossSitePost))
            .Select(cookie => cookie.Name + "=" + cookie.Value)
            .ToArray();
        return matching.Length == 0 ? null : string.Join("; ", matching);
    }

    private static string? Attribute(IEnumerable<string> parts, string name) =>
        parts.Skip(1).FirstOrDefault(part => part.StartsWith(name + "=", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..];

    private sealed record Cookie(string Host, string Name, string Value, string Path, bool SameSiteNone);
}
