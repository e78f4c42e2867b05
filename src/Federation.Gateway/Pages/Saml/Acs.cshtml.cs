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
    public string Reference => RequestInfos.InfoOf(HttpContext, timeProvider).RequestId;

    /// <summary>Only POST is served (SAML Bindings 3.5).</summary>
    public IActionResult OnGet()
    {
        Response.Headers.Allow = "POST";
        return StatusCode(StatusCodes.Status405MethodNotAllowed);
    }

    /// <summary>Takes the IdP's form.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
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
        var outcome = await completer.CompleteAsync(
            response, relayState, suffix => cookies.SignIn(Request, suffix), RequestInfos.InfoOf(HttpContext, timeProvider), cancellationToken);
        return await SignInAnswers.AnswerAsync(this, outcome, sessions, cookies, refusal => Explanation = RefusalText.Of(refusal), cancellationToken);
    }
}
