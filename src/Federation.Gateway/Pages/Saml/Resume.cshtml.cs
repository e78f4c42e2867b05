using Federation.Gateway.Http;
using Federation.Services.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Federation.Gateway.Pages.Saml;

/// <summary>Where a browser comes back with its cookies, which the IdP's cross-site POST did not bring; and where a person decides whether another takes their place.</summary>
public sealed class ResumeModel(SignInCompleter completer, PortalSessions sessions, Cookies cookies, UnauthenticatedLimiter limiter, TimeProvider timeProvider) : PageModel
{
    /// <summary>What the person is told.</summary>
    public RefusalText Explanation { get; private set; } = RefusalText.Of(SignInRefusal.Malformed);

    /// <summary>The question, where there is one.</summary>
    public SignInOutcome.Ask? Question { get; private set; }

    /// <summary>Reference for the log, the audit record and the trace.</summary>
    public string Reference { get; private set; } = string.Empty;

    /// <summary>Goes on with the handle.</summary>
    public Task<IActionResult> OnGetAsync(string? h, CancellationToken cancellationToken) => ResumeAsync(h, confirmed: false, cancellationToken);

    /// <summary>The person said yes; antiforgery binds the word to this browser.</summary>
    public Task<IActionResult> OnPostAsync(string? h, CancellationToken cancellationToken) => ResumeAsync(h, confirmed: true, cancellationToken);

    private async Task<IActionResult> ResumeAsync(string? handle, bool confirmed, CancellationToken cancellationToken)
    {
        var info = RequestInfos.InfoOf(HttpContext, timeProvider);
        Reference = info.RequestId;
        if (!limiter.TryTake(HttpContext.Connection.RemoteIpAddress))
        {
            Explanation = RefusalText.TooMany;
            Response.StatusCode = StatusCodes.Status429TooManyRequests;
            return Page();
        }

        var live = await sessions.FindAsync(cookies.Session(Request), cancellationToken);
        var outcome = await completer.ResumeAsync(handle, suffix => cookies.SignIn(Request, suffix), live, confirmed, info, cancellationToken);
        if (outcome is SignInOutcome.Ask question)
        {
            Question = question;
            return Page();
        }

        return await SignInAnswers.AnswerAsync(this, outcome, sessions, cookies, info, Explain, cancellationToken);
    }

    private void Explain(SignInOutcome.Refused refused) => (Explanation, Reference) = (RefusalText.Of(refused.Reason), refused.TraceId);
}
