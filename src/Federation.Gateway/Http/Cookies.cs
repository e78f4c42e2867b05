using Federation.Gateway.Configuration;

namespace Federation.Gateway.Http;

/// <summary>The gateway's cookies. Names carry <c>__Host-</c> over TLS; over http on loopback they cannot.</summary>
public sealed class Cookies(PublicAddress address)
{
    private const int MostSignIns = 8;
    private const int LongestArn = 256;
    private static readonly TimeSpan RememberFor = TimeSpan.FromDays(180);

    private string Prefix => address.IsSecure ? "__Host-" : string.Empty;

    private string SessionName => Prefix + "fed-session";

    private string ProviderName => Prefix + "fed-provider";

    private string UserStepName => Prefix + "fed-user-step";

    private string BrowserPrefix => Prefix + "fed-browser-";

    private string SignInPrefix => Prefix + "fed-login-";

    /// <summary>The session cookie's value, or null.</summary>
    public string? Session(HttpRequest request) => Get(request, SessionName);

    /// <summary>Sets the session cookie: only an accepted sign-in does.</summary>
    public void SetSession(HttpResponse response, string value) =>
        Set(response, SessionName, value, new CookieOptions { HttpOnly = true, Secure = address.IsSecure, SameSite = SameSiteMode.Lax, Path = "/" });

    /// <summary>Removes the session cookie.</summary>
    public void RemoveSession(HttpResponse response) => Remove(response, SessionName, SameSiteMode.Lax);

    /// <summary>ARN of the provider of the last sign-in in this browser, or null. It is a convenience and trusted for nothing.</summary>
    public string? Provider(HttpRequest request) => Get(request, ProviderName) is { Length: <= LongestArn } arn ? arn : null;

    /// <summary>Remembers the provider of an accepted sign-in: it says which organization, not who.</summary>
    public void SetProvider(HttpResponse response, string arn) => Set(response, ProviderName, arn, new CookieOptions
    {
        HttpOnly = true,
        Secure = address.IsSecure,
        SameSite = SameSiteMode.Lax,
        Path = "/",
        MaxAge = RememberFor,
    });

    /// <summary>Forgets it.</summary>
    public void RemoveProvider(HttpResponse response) => Remove(response, ProviderName, SameSiteMode.Lax);

    /// <summary>The ticket between the steps of a user's sign-in, or null.</summary>
    public string? UserStep(HttpRequest request) => Get(request, UserStepName);

    /// <summary>Keeps the ticket in this browser: the steps of a sign-in are taken in one.</summary>
    public void SetUserStep(HttpResponse response, string ticket, TimeSpan lifetime) => Set(response, UserStepName, ticket, new CookieOptions
    {
        HttpOnly = true,
        Secure = address.IsSecure,
        SameSite = SameSiteMode.Strict,
        Path = "/",
        MaxAge = lifetime,
    });

    /// <summary>Removes the ticket.</summary>
    public void RemoveUserStep(HttpResponse response) => Remove(response, UserStepName, SameSiteMode.Strict);

    /// <summary>The mark of a user who signed in here before, by its name; null where there is none.</summary>
    public string? Browser(HttpRequest request, string name) => Get(request, BrowserPrefix + name);

    /// <summary>Marks this browser for a user who signed in. At most eight users are remembered.</summary>
    public void SetBrowser(HttpContext context, string name, string mark)
    {
        ArgumentNullException.ThrowIfNull(context);
        var others = context.Request.Cookies.Keys.Where(key => key.StartsWith(BrowserPrefix, StringComparison.Ordinal) && key != BrowserPrefix + name).ToList();
        foreach (var other in others.Take(Math.Max(0, others.Count - MostSignIns + 1)))
        {
            Remove(context.Response, other, SameSiteMode.Strict);
        }

        Set(context.Response, BrowserPrefix + name, mark, new CookieOptions
        {
            HttpOnly = true,
            Secure = address.IsSecure,
            SameSite = SameSiteMode.Strict,
            Path = "/",
            MaxAge = RememberFor,
        });
    }

    /// <summary>The sign-in cookie of a pending request, or null.</summary>
    public string? SignIn(HttpRequest request, string suffix) => Get(request, SignInPrefix + suffix);

    /// <summary>
    /// Binds a pending sign-in to this browser. SameSite=None over TLS, because the IdP's POST is cross-site. At most eight are kept: browsers send the oldest
    /// first, so those go.
    /// </summary>
    public void SetSignIn(HttpContext context, string suffix, string value, TimeSpan lifetime)
    {
        ArgumentNullException.ThrowIfNull(context);
        var present = context.Request.Cookies.Keys.Where(name => name.StartsWith(SignInPrefix, StringComparison.Ordinal)).ToList();
        foreach (var name in present.Take(Math.Max(0, present.Count - MostSignIns + 1)))
        {
            Remove(context.Response, name, SignInSameSite);
        }

        Set(context.Response, SignInPrefix + suffix, value, new CookieOptions
        {
            HttpOnly = true,
            Secure = address.IsSecure,
            SameSite = SignInSameSite,
            Path = "/",
            MaxAge = lifetime,
        });
    }

    /// <summary>Removes the sign-in cookie of a request that is done.</summary>
    public void RemoveSignIn(HttpResponse response, string suffix) => Remove(response, SignInPrefix + suffix, SignInSameSite);

    private SameSiteMode SignInSameSite => address.IsSecure ? SameSiteMode.None : SameSiteMode.Lax;

    private static string? Get(HttpRequest request, string name) => request.Cookies.TryGetValue(name, out var value) ? value : null;

    private static void Set(HttpResponse response, string name, string value, CookieOptions options) => response.Cookies.Append(name, value, options);

    private void Remove(HttpResponse response, string name, SameSiteMode sameSite) =>
        response.Cookies.Delete(name, new CookieOptions { HttpOnly = true, Secure = address.IsSecure, SameSite = sameSite, Path = "/" });
}
