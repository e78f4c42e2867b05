using Federation.Gateway.Http;
using Federation.Gateway.Pages.Portal;
using Federation.Gateway.Pages.SignIn;
using Federation.Services.Portal;
using Federation.Services.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Federation.Gateway.Pages;

/// <summary>The sign-in page, or the portal of a live session.</summary>
public sealed class IndexModel(
    PortalSessions sessions, PortalRoles roles, ProviderChooser chooser, Cookies cookies, UnauthenticatedLimiter limiter, TimeProvider timeProvider) : PageModel
{
    /// <summary>The sign-in page's content; null with a live session.</summary>
    public ChooserView? Chooser { get; private set; }

    /// <summary>The portal's content; null without a live session.</summary>
    public RolesView? Portal { get; private set; }

    /// <summary>Shows the page.</summary>
    /// <param name="search">Narrows the list, of providers or of roles.</param>
    /// <param name="after">Where the page of the list of providers begins.</param>
    /// <param name="returnUrl">Where to go after the sign-in.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<IActionResult> OnGetAsync(string? search, string? after, string? returnUrl, CancellationToken cancellationToken)
    {
        if (await sessions.FindAsync(cookies.Session(Request), cancellationToken) is { } session)
        {
            var list = await roles.ListAsync(session, RequestInfos.InfoOf(HttpContext, timeProvider), cancellationToken);
            Portal = new RolesView(session, list, search);
            return Page();
        }

        if (!limiter.TryTake(HttpContext.Connection.RemoteIpAddress))
        {
            return StatusCode(StatusCodes.Status429TooManyRequests);
        }

        Chooser = await chooser.LoadAsync(Request, search, after, returnUrl, cancellationToken);
        return Page();
    }
}
