using Federation.Gateway.Http;
using Federation.Services.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Federation.Gateway.Pages;

/// <summary>Ends the session.</summary>
public sealed class SignOutModel(PortalSessions sessions, Cookies cookies) : PageModel
{
    /// <summary>A link never signs anybody out.</summary>
    public IActionResult OnGet() => LocalRedirect("/");

    /// <summary>Signs out: the session first, then its cookie.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (await sessions.FindAsync(cookies.Session(Request), cancellationToken) is { } session)
        {
            await sessions.EndAsync(session, cancellationToken);
        }

        cookies.RemoveSession(Response);
        return Page();
    }
}
