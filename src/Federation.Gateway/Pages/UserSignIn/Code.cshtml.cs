using System.ComponentModel.DataAnnotations;
using Federation.Gateway.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Federation.Gateway.Pages.UserSignIn;

/// <summary>Asks for the code of an MFA device.</summary>
public sealed class CodeModel(Services.UserSignIns.UserSignIn signIn, UserSignInAnswers answers, Cookies cookies, UnauthenticatedLimiter limiter, TimeProvider timeProvider) : PageModel
{
    /// <summary>Why the code was refused, or null.</summary>
    public string? Refusal { get; private set; }

    /// <summary>Shows the form.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) =>
        await signIn.AwaitsCodeAsync(cookies.UserStep(Request), cancellationToken) ? Page() : UserSignInAnswers.Begin(this);

    /// <summary>Takes the code.</summary>
    public async Task<IActionResult> OnPostAsync([FromForm, DataType(DataType.Password)] string? code, CancellationToken cancellationToken)
    {
        if (!limiter.TryTake(HttpContext.Connection.RemoteIpAddress))
        {
            return StatusCode(StatusCodes.Status429TooManyRequests);
        }

        var info = RequestInfos.InfoOf(HttpContext, timeProvider);
        var outcome = await signIn.TakeCodeAsync(cookies.UserStep(Request), code, info, cancellationToken);
        return await answers.AnswerAsync(this, outcome, info, sentence => Refusal = sentence, cancellationToken);
    }
}
