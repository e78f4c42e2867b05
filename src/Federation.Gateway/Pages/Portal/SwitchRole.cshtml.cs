using Federation.Gateway.Http;
using Federation.Model.Identifiers;
using Federation.Services.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Federation.Gateway.Pages.Portal;

/// <summary>Takes the switch-role form to the page of the role that it names: by ARN, or by account and name. Whether it may be assumed is decided there.</summary>
public sealed class SwitchRoleModel(PortalSessions sessions, Cookies cookies) : PageModel
{
    private const int LongestName = 577;

    /// <summary>Goes on to the role's page.</summary>
    public async Task<IActionResult> OnGetAsync(string? account, string? role, CancellationToken cancellationToken)
    {
        if (await sessions.FindAsync(cookies.Session(Request), cancellationToken) is not { User: not null })
        {
            return LocalRedirect("/");
        }

        var name = role?.Trim().TrimStart('/') ?? string.Empty;
        return name.Length is 0 or > LongestName ? LocalRedirect("/")
            : name.StartsWith("arn:", StringComparison.Ordinal) ? LocalRedirect(RolesView.PageOf(name))
            : AccountId.TryCreate(account?.Trim(), out var number) ? LocalRedirect(RolesView.PageOf(Arns.Role(number, "/", name)))
            : LocalRedirect("/");
    }
}
