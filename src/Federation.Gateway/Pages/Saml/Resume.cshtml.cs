using Federation.Gateway.Http;
using Federation.Services.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Federation.Gateway.Pages.Saml;

/// <summary>Where a browser comes back with its sign-in cookie, which the IdP's cross-site POST did not bring.</summary>
public sealed class ResumeModel(SignInCompleter completer, PortalSessions sessions, Cookies cookies, UnauthenticatedLimiter limiter, TimeProvider timeProvider) : PageModel
{
    /// <summary>What the person is told.</summary>
    public RefusalText Explanation { get; private set; } = RefusalText.Of(SignInRefusal.Malformed);

    /// <summary>Reference for the log and the audit record.</summary>
    public string Reference => RequestInfos.InfoOf(HttpContext, timeProvider).RequestId;

    /// <summary>Goes on with the handle.</summary>
    public async Task<IActionResult> OnGetAsync(string? h, CancellationToken cancellationToken)
    {
        if (!limiter.TryTake(HttpContext.Connection.RemoteIpAddress))
        {
            Explanation = RefusalText.TooMany;
            Response.StatusCode = StatusCodes.Status429TooManyRequests;
            return Page();
        }

        var outcome = await completer.ResumeAsync(h, suffix => cookies.SignIn(Request, suffix), RequestInfos.InfoOf(HttpContext, timeProvider), cancellationToken);
        return await SignInAnswers.AnswerAsync(this, outcome, sessions, cookies, refusal => Explanation = RefusalText.Of(refusal), cancellationToken);
    }
}
