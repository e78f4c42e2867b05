using Federation.Gateway.Http;
using Federation.Services.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Federation.Gateway.Pages.Saml;

/// <summary>The assertion consumer service. The IdP's POST is cross-site by nature: its protection is the pending request, not antiforgery.</summary>
[IgnoreAntiforgeryToken]
public sealed class AcsModel(SignInCompleter completer, PortalSessions sessions, Cookies cookies, UnauthenticatedLimiter limiter, TimeProvider timeProvider) : PageModel
{
    /// <summary>What the person is told.</summary>
    public RefusalText Explanation { get; private set; } = RefusalText.Of(SignInRefusal.Malformed);

    /// <summary>Reference for the log and the audit record.</summary>
    public string Reference { get; private set; } = string.Empty;

    /// <summary>Only POST is served (SAML Bindings 3.5).</summary>
    public IActionResult OnGet()
    {
        Response.Headers.Allow = "POST";
        return StatusCode(StatusCodes.Status405MethodNotAllowed);
    }

    /// <summary>Takes the IdP's form.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        Reference = RequestInfos.InfoOf(HttpContext, timeProvider).RequestId;
        if (!limiter.TryTake(HttpContext.Connection.RemoteIpAddress))
        {
            Explanation = RefusalText.TooMany;
            Response.StatusCode = StatusCodes.Status429TooManyRequests;
            return Page();
        }

        // Each parameter stands once, or the message is not one.
        var form = Request.HasFormContentType ? await Request.ReadFormAsync(cancellationToken) : FormCollection.Empty;
        var response = form["SAMLResponse"] is [{ } only] ? only : null;
        var relayState = form["RelayState"] is [{ } state] ? state : null;
        var message = new SignInMessage(response, relayState)
        {
            CookieOf = suffix => cookies.SignIn(Request, suffix),
            LiveSession = await sessions.FindAsync(cookies.Session(Request), cancellationToken),
            HidesCookies = CrossSite.HidesCookies(Request),
        };
        var info = RequestInfos.InfoOf(HttpContext, timeProvider);
        var outcome = await completer.CompleteAsync(message, info, cancellationToken);
        return await SignInAnswers.AnswerAsync(this, outcome, sessions, cookies, info, Explain, cancellationToken);
    }

    private void Explain(SignInOutcome.Refused refused) => (Explanation, Reference) = (RefusalText.Of(refused.Reason), refused.TraceId);
}
