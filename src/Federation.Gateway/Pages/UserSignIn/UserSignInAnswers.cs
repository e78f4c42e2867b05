using Federation.Gateway.Http;
using Federation.Services.Pipeline;
using Federation.Services.SignIn;
using Federation.Services.UserSignIns;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Federation.Gateway.Pages.UserSignIn;

/// <summary>Turns the outcome of a user's step into an answer: on to the next page, into the portal, or the same page with a sentence.</summary>
public sealed class UserSignInAnswers(PortalSessions sessions, Cookies cookies)
{
    private const string TooMany = "There were too many attempts. Wait a minute, then try again.";
    private static readonly TimeSpan StepLifetime = TimeSpan.FromMinutes(5);

    /// <summary>Answers; <paramref name="explain"/> takes the sentence of a refusal.</summary>
    internal async Task<IActionResult> AnswerAsync(PageModel page, UserSignInOutcome outcome, RequestInfo info, Action<string> explain, CancellationToken cancellationToken)
    {
        switch (outcome)
        {
            case UserSignInOutcome.NeedsCode code:
                return Step(page, code.Ticket, "/sign-in/code");
            case UserSignInOutcome.NeedsPassword password:
                return Step(page, password.Ticket, "/sign-in/password");
            case UserSignInOutcome.Accepted accepted:
                // A fresh id at each sign-in: the former session of this browser ends, its credentials stay.
                if (await sessions.FindAsync(cookies.Session(page.Request), cancellationToken) is { } former && former.SessionId != accepted.Session.SessionId)
                {
                    await sessions.EndAsync(former, info, revokeCredentials: false);
                }

                cookies.RemoveUserStep(page.Response);
                cookies.SetSession(page.Response, accepted.Cookie);
                cookies.SetBrowser(page.HttpContext, accepted.DeviceName, accepted.DeviceMark);
                return SeeOther(page, accepted.ReturnUrl);
            case UserSignInOutcome.Over:
                cookies.RemoveUserStep(page.Response);
                return SeeOther(page, "/sign-in/user?over=1");
            case UserSignInOutcome.TooMany:
                explain(TooMany);
                page.Response.StatusCode = StatusCodes.Status429TooManyRequests;
                return page.Page();
            case UserSignInOutcome.Refused refused:
                explain(refused.Sentence);
                page.Response.StatusCode = StatusCodes.Status400BadRequest;
                return page.Page();
            default:
                throw new InvalidOperationException("an unknown outcome of a user's sign-in");
        }
    }

    /// <summary>Answers a step that no ticket leads to.</summary>
    internal static IActionResult Begin(PageModel page) => SeeOther(page, "/sign-in/user?over=1");

    private StatusCodeResult Step(PageModel page, string ticket, string path)
    {
        cookies.SetUserStep(page.Response, ticket, StepLifetime);
        return SeeOther(page, path);
    }

    private static StatusCodeResult SeeOther(PageModel page, string path)
    {
        PageHeaders.Apply(page.HttpContext);
        page.Response.Headers.Location = path;
        return page.StatusCode(StatusCodes.Status303SeeOther);
    }
}
