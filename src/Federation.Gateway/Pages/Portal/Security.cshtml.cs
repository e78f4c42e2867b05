using System.ComponentModel.DataAnnotations;
using Federation.Gateway.Http;
using Federation.Model.Passwords;
using Federation.Services.SignIn;
using Federation.Services.UserSignIns;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Federation.Gateway.Pages.Portal;

/// <summary>An IAM user's own security: the password, which iam:ChangePassword lets the user change.</summary>
public sealed class SecurityModel(PortalSessions sessions, UserSecurity security, Cookies cookies, TimeProvider timeProvider) : PageModel
{
    /// <summary>The session.</summary>
    public PortalSession? Session { get; private set; }

    /// <summary>What the account asks of passwords; null for the default.</summary>
    public PasswordPolicy? Policy { get; private set; }

    /// <summary>Why the change was refused, or null.</summary>
    public string? Refusal { get; private set; }

    /// <summary>True once it is changed.</summary>
    public bool IsDone { get; private set; }

    /// <summary>Shows the form.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) => await FindAsync(cancellationToken) ?? Page();

    /// <summary>Changes the password.</summary>
    public async Task<IActionResult> OnPostAsync(
        [FromForm, DataType(DataType.Password)] string? oldPassword, [FromForm, DataType(DataType.Password)] string? newPassword, [FromForm, DataType(DataType.Password)] string? repeated,
        CancellationToken cancellationToken)
    {
        if (await FindAsync(cancellationToken) is { } elsewhere)
        {
            return elsewhere;
        }

        if (newPassword != repeated)
        {
            Refusal = "The two new passwords are not the same.";
        }
        else if (await security.ChangePasswordAsync(Session!, oldPassword, newPassword, RequestInfos.InfoOf(HttpContext, timeProvider), cancellationToken) is { } error)
        {
            (Refusal, Response.StatusCode) = (error.Message, error.HttpStatus);
            return Page();
        }

        IsDone = Refusal is null;
        Response.StatusCode = IsDone ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest;
        return Page();
    }

    private async Task<IActionResult?> FindAsync(CancellationToken cancellationToken)
    {
        Session = await sessions.FindAsync(cookies.Session(Request), cancellationToken);
        if (Session?.User is null)
        {
            return LocalRedirect("/");
        }

        Policy = await security.PolicyAsync(Session, cancellationToken);
        return null;
    }
}
