using System.ComponentModel.DataAnnotations;
using Federation.Gateway.Http;
using Federation.Services.SignIn;
using Federation.Services.UserSignIns;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Federation.Gateway.Pages.UserSignIn;

/// <summary>The sign-in form of IAM users.</summary>
public sealed class UserModel(Services.UserSignIns.UserSignIn signIn, UserSignInAnswers answers, Cookies cookies, UnauthenticatedLimiter limiter, TimeProvider timeProvider) : PageModel
{
    /// <summary>Account id or alias, as it was typed.</summary>
    public string? Account { get; private set; }

    /// <summary>User name, as it was typed.</summary>
    public string? UserName { get; private set; }

    /// <summary>Local path to go to after the sign-in.</summary>
    public string ReturnUrl { get; private set; } = "/";

    /// <summary>Why the sign-in was refused, or null.</summary>
    public string? Refusal { get; private set; }

    /// <summary>True where an earlier step ran out.</summary>
    public bool IsOver { get; private set; }

    /// <summary>Shows the form. A link may bring the account and the name along, never a password.</summary>
    public void OnGet(string? account, string? userName, string? returnUrl, string? over) =>
        (Account, UserName, ReturnUrl, IsOver) = (account, userName, LocalPath.OrRoot(returnUrl), over is not null);

    /// <summary>Takes the form.</summary>
    public async Task<IActionResult> OnPostAsync(
        [FromForm] string? account, [FromForm] string? userName, [FromForm, DataType(DataType.Password)] string? password, [FromForm] string? returnUrl, CancellationToken cancellationToken)
    {
        if (!limiter.TryTake(HttpContext.Connection.RemoteIpAddress))
        {
            return StatusCode(StatusCodes.Status429TooManyRequests);
        }

        (Account, UserName, ReturnUrl) = (account, userName, LocalPath.OrRoot(returnUrl));
        var info = RequestInfos.InfoOf(HttpContext, timeProvider);
        var outcome = await signIn.TakePasswordAsync(new UserSignInForm(account, userName, password, returnUrl), name => cookies.Browser(Request, name), info, cancellationToken);
        return await answers.AnswerAsync(this, outcome, info, sentence => Refusal = sentence, cancellationToken);
    }
}
