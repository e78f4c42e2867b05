using Federation.Gateway.Configuration;
using Federation.Gateway.Http;
using Federation.Services.Logout;
using Federation.Services.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Federation.Gateway.Pages;

/// <summary>Ends the session.</summary>
public sealed class SignOutModel(PortalSessions sessions, SingleLogout logout, Cookies cookies, GatewayOptions options, TimeProvider timeProvider) : PageModel
{
    /// <summary>The way to sign out at the identity provider as well; null where it offers none.</summary>
    public LogoutStep? AtProvider { get; private set; }

    /// <summary>True where a session was ended.</summary>
    public bool WasSignedIn { get; private set; }

    /// <summary>True where it was an IAM user's: no identity provider stands behind it.</summary>
    public bool WasUser { get; private set; }

    /// <summary>True where its credentials ended with it.</summary>
    public bool CredentialsRevoked => options.RevokeCredentialsOnLogout;

    /// <summary>A link never signs anybody out.</summary>
    public IActionResult OnGet() => LocalRedirect("/");

    /// <summary>Signs out: the session first, then its cookie; the identity provider is offered last.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        // First of all, so that the cookie goes whatever happens to the rest.
        cookies.RemoveSession(Response);
        if (await sessions.FindAsync(cookies.Session(Request), cancellationToken) is { } session)
        {
            await sessions.EndAsync(session, RequestInfos.InfoOf(HttpContext, timeProvider), revokeCredentials: true);
            WasSignedIn = true;
            WasUser = session.User is not null;
            AtProvider = session.Identity is { } identity ? await logout.StartAsync(identity, cancellationToken) : null;
            if (AtProvider?.Form is { } form)
            {
                PageHeaders.AllowFormTo(HttpContext, new Uri(form.Action));
            }
        }

        // What was shown leaves the browser's caches too, so that the back button finds no credentials.
        Response.Headers["Clear-Site-Data"] = "\"cache\"";
        return Page();
    }
}
