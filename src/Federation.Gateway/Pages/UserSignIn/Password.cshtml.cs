using System.ComponentModel.DataAnnotations;
using Federation.Gateway.Http;
using Federation.Services.UserSignIns;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Federation.Gateway.Pages.UserSignIn;

/// <summary>Asks for a new password, before the session begins.</summary>
public sealed class PasswordModel(Services.UserSignIns.UserSignIn signIn, UserSignInAnswers answers, Cookies cookies, UnauthenticatedLimiter limiter, TimeProvider timeProvider) : PageModel
{
    /// <summary>What the page says.</summary>
    public NewPasswordView? Asked { get; private set; }

    /// <summary>Why the new password was refused, or null.</summary>
    public string? Refusal { get; private set; }

    /// <summary>Shows the form.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        Asked = await signIn.ViewAsync(cookies.UserStep(Request), cancellationToken);
        return Asked is null ? UserSignInAnswers.Begin(this) : Page();
    }

    /// <summary>Takes the new password.</summary>
    public async Task<IActionResult> OnPostAsync(
        [FromForm, DataType(DataType.Password)] string? oldPassword, [FromForm, DataType(DataType.Password)] string? newPassword, [FromForm, DataType(DataType.Password)] string? repeated,
        CancellationToken cancellationToken)
    {
        if (!limiter.TryTake(HttpContext.Connection.RemoteIpAddress))
        {
            return StatusCode(StatusCodes.Status429TooManyRequests);
        }

        Asked = await signIn.ViewAsync(cookies.UserStep(Request), cancellationToken);
        if (Asked is null)
        {
            return UserSignInAnswers.Begin(this);
        }

        var info = RequestInfos.InfoOf(HttpContext, timeProvider);
        var outcome = newPassword == repeated
            ? await signIn.TakeNewPasswordAsync(cookies.UserStep(Request), oldPassword, newPassword, info, cancellationToken)
            : new UserSignInOutcome.Refused("The two new passwords are not the same.");
        return await answers.AnswerAsync(this, outcome, info, sentence => Refusal = sentence, cancellationToken);
    }
}
