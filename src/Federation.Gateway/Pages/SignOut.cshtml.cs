using Federation.Gateway.Http;
using Federation.Services.Logout;
using Federation.Services.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Federation.Gateway.Pages;

/// <summary>Ends the session.</summary>
public sealed class SignOutModel(PortalSessions sessions, SingleLogout logout, Cookies cookies) : PageModel
{
    /// <summary>The way to sign out at the identity provider as well; null where it offers none.</summary>
    public LogoutStep? AtProvider { get; private set; }

    /// <summary>A link never signs anybody out.</summary>
    public IActionResult OnGet() => LocalRedirect("/");

    /// <summary>Signs out: the session first, then its cookie; the identity provider is offered last.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (await sessions.FindAsync(cookies.Session(Request), cancellationToken) is { } session)
        {
            await sessions.EndAsync(session, cancellationToken);
            AtProvider = await logout.StartAsync(session.Identity, cancellationToken);
            if (AtProvider?.Form is { } form)
            {
                PageHeaders.AllowFormTo(HttpContext, new Uri(form.Action));
            }
        }

        cookies.RemoveSession(Response);
        return Page();
    }
}
