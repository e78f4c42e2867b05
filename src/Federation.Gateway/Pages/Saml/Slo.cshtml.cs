using Federation.Gateway.Http;
using Federation.Saml;
using Federation.Saml.Bindings;
using Federation.Saml.Logout;
using Federation.Services.Logout;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Federation.Gateway.Pages.Saml;

/// <summary>
/// Single logout, Redirect and POST. IdPs call it from frames of their own site, without our cookies: so it reads none, may be framed, and its protection is the
/// message's signature, not antiforgery.
/// </summary>
[IgnoreAntiforgeryToken]
public sealed class SloModel(SingleLogout logout, UnauthenticatedLimiter limiter, TimeProvider timeProvider) : PageModel
{
    /// <summary>The form that carries the answer back, or null.</summary>
    public SamlPostForm? Form { get; private set; }

    /// <summary>What the person is told where nothing is carried back.</summary>
    public string Sentence { get; private set; } = "The sign-out message cannot be read.";

    /// <summary>HTTP-Redirect.</summary>
    public Task<IActionResult> OnGetAsync(CancellationToken cancellationToken) =>
        AnswerAsync(UnverifiedLogoutMessage.ReadRedirect(Request.QueryString.Value ?? string.Empty, out _), SamlBindings.HttpRedirect, cancellationToken);

    /// <summary>HTTP-POST.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var form = Request.HasFormContentType ? await Request.ReadFormAsync(cancellationToken) : FormCollection.Empty;
        var relayState = form["RelayState"] is [{ } state] ? state : null;
        var message = (form["SAMLRequest"], form["SAMLResponse"]) switch
        {
            ([{ } request], []) => UnverifiedLogoutMessage.ReadPost(request, true, relayState, out _),
            ([], [{ } response]) => UnverifiedLogoutMessage.ReadPost(response, false, relayState, out _),
            _ => null,
        };
        return await AnswerAsync(message, SamlBindings.HttpPost, cancellationToken);
    }

    private async Task<IActionResult> AnswerAsync(UnverifiedLogoutMessage? message, string binding, CancellationToken cancellationToken)
    {
        PageHeaders.AllowFrames(HttpContext);
        if (!limiter.TryTake(HttpContext.Connection.RemoteIpAddress))
        {
            return Tell(StatusCodes.Status429TooManyRequests, RefusalText.TooMany.Sentence);
        }

        if (message is null)
        {
            return Tell(StatusCodes.Status400BadRequest, Sentence);
        }

        return await logout.HandleAsync(message, binding, RequestInfos.InfoOf(HttpContext, timeProvider), cancellationToken) switch
        {
            LogoutOutcome.Answer { Step.RedirectUrl: { } url } => SeeOther(url),
            LogoutOutcome.Answer { Step.Form: { } form } => Post(form),
            LogoutOutcome.Answer answer => Tell(StatusCodes.Status200OK, answer.Complete ? "You are signed out here." : "Some of your sessions here could not be ended. Sign out here yourself."),
            LogoutOutcome.Ended { Complete: true } => Tell(StatusCodes.Status200OK, "You are signed out here and at your identity provider."),
            LogoutOutcome.Ended => Tell(StatusCodes.Status200OK, "You are signed out here. Your identity provider could not sign you out everywhere: close the browser to be safe."),
            _ => Tell(StatusCodes.Status400BadRequest, "The sign-out message did not pass our checks."),
        };
    }

    private StatusCodeResult SeeOther(string url)
    {
        PageHeaders.Apply(HttpContext);
        Response.Headers.Location = url;
        return StatusCode(StatusCodes.Status303SeeOther);
    }

    private PageResult Post(SamlPostForm form)
    {
        Form = form;
        PageHeaders.AllowFormTo(HttpContext, new Uri(form.Action));
        return Page();
    }

    private PageResult Tell(int status, string sentence)
    {
        Sentence = sentence;
        Response.StatusCode = status;
        return Page();
    }
}
