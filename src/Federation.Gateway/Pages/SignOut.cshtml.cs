using Federation.Gateway.Configuration;
using Federation.Gateway.Http;
using Federation.Services.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Federation.Gateway.Pages;

/// <summary>Ends the session.</summary>
public sealed class SignOutModel(PortalSessions sessions, Cookies cookies, GatewayOptions options) : PageModel
{
    /// <summary>True where a session was ended.</summary>
    public bool WasSignedIn { get; private set; }

    /// <summary>True where its credentials ended with it.</summary>
    public bool CredentialsRevoked => options.RevokeCredentialsOnLogout;

    /// <summary>A link never signs anybody out.</summary>
    public IActionResult OnGet() => LocalRedirect("/");

    /// <summary>Signs out: the session first, then its cookie.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (await sessions.FindAsync(cookies.Session(Request), cancellationToken) is { } session)
        {
            await sessions.EndAsync(session, cancellationToken);
            WasSignedIn = true;
        }

        cookies.RemoveSession(Response);
        // What was shown leaves the browser's caches too, so that the back button finds no credentials.
        Response.Headers["Clear-Site-Data"] = "\"cache\"";
        return Page();
    }
}
