using Federation.Gateway.Http;
using Federation.Model.SamlProviders;
using Federation.Model.Storage;
using Federation.Services.Portal;
using Federation.Services.SignIn;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Federation.Gateway.Pages;

/// <summary>The sign-in page, or the portal of a live session.</summary>
public sealed class IndexModel(PortalSessions sessions, PortalRoles roles, IDatabase database, Cookies cookies, TimeProvider timeProvider) : PageModel
{
    /// <summary>The live session, or null.</summary>
    public PortalSession? Session { get; private set; }

    /// <summary>The session's roles.</summary>
    public PortalRoleList? Roles { get; private set; }

    /// <summary>Providers to sign in with.</summary>
    public IReadOnlyList<SamlProvider> Providers { get; private set; } = [];

    /// <summary>Shows the page.</summary>
    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Session = await sessions.FindAsync(cookies.Session(Request), cancellationToken);
        if (Session is not null)
        {
            Roles = await roles.ListAsync(Session, RequestInfos.InfoOf(HttpContext, timeProvider), cancellationToken);
            return;
        }

        await using var store = await database.BeginReadAsync(cancellationToken);
        Providers = (await store.SamlProviders.ListForSignInAsync(null, null, 50, cancellationToken)).Items;
    }
}
