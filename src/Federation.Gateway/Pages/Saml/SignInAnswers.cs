using Federation.Gateway.Http;
using Federation.Services.Pipeline;
using Federation.Services.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Federation.Gateway.Pages.Saml;

/// <summary>Turns the outcome of a sign-in into an answer: 303 with the session cookie, 303 to the resume page, or a 400 page.</summary>
internal static class SignInAnswers
{
    internal static async Task<IActionResult> AnswerAsync(
        PageModel page, SignInOutcome outcome, PortalSessions sessions, Cookies cookies, RequestInfo info, Action<SignInOutcome.Refused> explain, CancellationToken cancellationToken)
    {
        switch (outcome)
        {
            case SignInOutcome.Accepted accepted:
                await EndFormerAsync(page, accepted, sessions, cookies, info, cancellationToken);
                if (accepted.CookieSuffix is { } suffix)
                {
                    cookies.RemoveSignIn(page.Response, suffix);
                }

                cookies.SetSession(page.Response, accepted.Cookie);
                cookies.SetProvider(page.Response, accepted.Session.Identity!.ProviderArn);
                return SeeOther(page, accepted.ReturnUrl);
            case SignInOutcome.Continue more:
                return SeeOther(page, "/saml/resume?h=" + more.Handle);
            case SignInOutcome.Restart restart:
                return SeeOther(page, $"/saml/login?provider={Uri.EscapeDataString(restart.ProviderArn)}&returnUrl={Uri.EscapeDataString(restart.ReturnUrl)}");
            case SignInOutcome.Tested tested:
                cookies.RemoveSignIn(page.Response, tested.CookieSuffix);
                return SeeOther(page, "/console/traces/" + Uri.EscapeDataString(tested.TraceId));
            case SignInOutcome.Refused { Reason: SignInRefusal.AlreadyUsed } when await sessions.FindAsync(cookies.Session(page.Request), cancellationToken) is not null:
                // Back button or reload after a sign-in that succeeded: the session lives, so the way leads home.
                return SeeOther(page, "/");
            case SignInOutcome.Refused refused:
                explain(refused);
                page.Response.StatusCode = StatusCodes.Status400BadRequest;
                return page.Page();
            default:
                throw new InvalidOperationException("an unknown outcome of a sign-in");
        }
    }

    /// <summary>A fresh id at each sign-in: the former session of this browser ends.</summary>
    private static async Task EndFormerAsync(PageModel page, SignInOutcome.Accepted accepted, PortalSessions sessions, Cookies cookies, RequestInfo info, CancellationToken cancellationToken)
    {
        if (await sessions.FindAsync(cookies.Session(page.Request), cancellationToken) is { } former && former.SessionId != accepted.Session.SessionId)
        {
            // Its credentials stay: a sign-in that somebody forced on this browser must not take them away.
            await sessions.EndAsync(former, info, revokeCredentials: false);
        }
    }

    private static StatusCodeResult SeeOther(PageModel page, string path)
    {
        PageHeaders.Apply(page.HttpContext);
        page.Response.Headers.Location = path;
        return page.StatusCode(StatusCodes.Status303SeeOther);
    }
}
