namespace Federation.Gateway.Http;

/// <summary>What a browser says of where a request came from.</summary>
internal static class CrossSite
{
    /// <summary>True for a request that a page of another site caused (Fetch Metadata). Where no browser says so, it is none.</summary>
    internal static bool IsCrossSite(HttpRequest request) => request.Headers["Sec-Fetch-Site"] is [{ } site] && site is "cross-site" or "same-site";

    /// <summary>
    /// True for a POST that a page of another site may have sent: SameSite=Lax cookies stay out of it, so that their absence says nothing. Every browser names the
    /// page's origin on a POST (Fetch, append a request Origin header), so a request without any of these headers is no browser's.
    /// </summary>
    internal static bool HidesCookies(HttpRequest request) => request.Headers["Sec-Fetch-Site"] switch
    {
        [{ } site] => site is not ("same-origin" or "same-site" or "none"),
        { Count: > 1 } => true,
        _ => request.Headers.Origin.Count > 0,
    };
}
