using Federation.Gateway.Configuration;
using Federation.Gateway.Http;
using Federation.Gateway.Pages.Components;
using Federation.Model.Results;
using Federation.Services.Pipeline;
using Federation.Services.Portal;
using Federation.Services.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Federation.Gateway.Pages.Portal;

/// <summary>One role: how long the session is to be, and its credentials, which stand in the answer to the form and nowhere else.</summary>
public sealed class RoleModel(
    PortalSessions sessions, PortalRoles roles, PortalCredentials portalCredentials, Cookies cookies, PublicAddress address,
    GatewayOptions options, TimeProvider timeProvider) : PageModel
{
    /// <summary>The session.</summary>
    public PortalSession? Session { get; private set; }

    /// <summary>The role; null where the session may not use it.</summary>
    public PortalRole? Role { get; private set; }

    /// <summary>Why the role cannot be used; null where it can.</summary>
    public Problem? Withheld { get; private set; }

    /// <summary>The credentials in all their spellings, or null.</summary>
    public CredentialTexts? Credentials { get; private set; }

    /// <summary>Why there are none, or null.</summary>
    public string? Refusal { get; private set; }

    /// <summary>The length that was asked for, or null.</summary>
    public int? Asked { get; private set; }

    /// <summary>Whether signing out ends the credentials.</summary>
    public bool EndWithSession => options.RevokeCredentialsOnLogout;

    /// <summary>Reference for the log and the audit record.</summary>
    public string Reference => Info.RequestId;

    private RequestInfo Info => RequestInfos.InfoOf(HttpContext, timeProvider);

    /// <summary>Shows the role.</summary>
    public async Task<IActionResult> OnGetAsync(string? arn, CancellationToken cancellationToken) =>
        await FindAsync(arn, cancellationToken) ?? Page();

    /// <summary>Runs the same operation as <c>POST /portal/credentials</c>.</summary>
    public async Task<IActionResult> OnPostAsync(string? arn, int? durationSeconds, CancellationToken cancellationToken)
    {
        if (await FindAsync(arn, cancellationToken) is { } elsewhere)
        {
            return elsewhere;
        }

        Asked = durationSeconds;
        var request = new CreatePortalCredentialsRequest { RoleArn = arn, DurationSeconds = durationSeconds };
        var result = ModelState.IsValid
            ? await portalCredentials.IssueAsync(Session!, request, Info, cancellationToken)
            : CommonErrors.Validation("The session length is a whole number of seconds.");
        if (result.Succeeded)
        {
            Credentials = new CredentialTexts(result.Value, Role!, address.Origin);
            return Page();
        }

        Refusal = result.Error.Message;
        Response.StatusCode = result.Error.HttpStatus;
        return Page();
    }

    private async Task<IActionResult?> FindAsync(string? arn, CancellationToken cancellationToken)
    {
        Session = await sessions.FindAsync(cookies.Session(Request), cancellationToken);
        if (Session is null)
        {
            return LocalRedirect("/" + QueryString.Create("returnUrl", RolesView.PageOf(arn ?? string.Empty)).ToUriComponent());
        }

        Role = await roles.FindAsync(Session, arn, Info, cancellationToken);
        if (Role is not null)
        {
            return null;
        }

        var list = await roles.ListAsync(Session, Info, cancellationToken);
        var why = list.Withheld.FirstOrDefault(role => role.RoleArn == arn)?.Why
            ?? (Session.User is null ? "Your sign-in did not give you this role." : "The role does not exist, or may not be assumed by you now.");
        Withheld = new Problem("This role is not available to you", why, Session.User is null ? "Ask your administrator. After a change at your identity provider, sign out and in again." : "Ask your administrator: the role's trust policy and your own policies decide.", Reference) { LinkText = "Back to your roles" };
        Response.StatusCode = StatusCodes.Status404NotFound;
        return Page();
    }
}
