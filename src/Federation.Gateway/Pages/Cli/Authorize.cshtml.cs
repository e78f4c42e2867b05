using Federation.Gateway.Http;
using Federation.Gateway.Pages.Components;
using Federation.Services.SignIn;
using Federation.Services.Terminal;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Federation.Gateway.Pages.Cli;

/// <summary>
/// A program at a terminal asks to work as the person in this browser. Nothing is given before the person said yes on a page that names it: a link that somebody sent must not
/// be enough.
/// </summary>
public sealed class AuthorizeModel(PortalSessions sessions, TerminalLogins logins, Cookies cookies, UnauthenticatedLimiter limiter, TimeProvider timeProvider) : PageModel
{
    /// <summary>The session; null: the person signs in first.</summary>
    public PortalSession? Session { get; private set; }

    /// <summary>What is asked for.</summary>
    public TerminalRequest? Asked { get; private set; }

    /// <summary>Why it is not possible.</summary>
    public Problem? Problem { get; private set; }

    /// <summary>The code to be typed, once the person said yes; null otherwise.</summary>
    public string? Code { get; private set; }

    /// <summary>The machine that asked, as far as it can be told.</summary>
    public string Source => HttpContext.Connection.RemoteIpAddress?.ToString() ?? "unknown";

    /// <summary>Asks.</summary>
    public async Task<IActionResult> OnGetAsync(
        string? program, [FromQuery(Name = "redirect_uri")] string? redirectUri, string? state, [FromQuery(Name = "code_challenge")] string? challenge,
        [FromQuery(Name = "code_challenge_method")] string? method, CancellationToken cancellationToken) =>
        await PrepareAsync(program, redirectUri, state, challenge, method, cancellationToken) ?? Page();

    /// <summary>The person said yes.</summary>
    public async Task<IActionResult> OnPostAsync(
        [FromForm] string? program, [FromForm(Name = "redirect_uri")] string? redirectUri, [FromForm] string? state, [FromForm(Name = "code_challenge")] string? challenge,
        CancellationToken cancellationToken)
    {
        if (await PrepareAsync(program, redirectUri, state, challenge, "S256", cancellationToken) is { } elsewhere)
        {
            return elsewhere;
        }

        if (Asked is null)
        {
            return Page();
        }

        var code = await logins.IssueAsync(Session!, Asked, cancellationToken);
        if (Asked.RedirectUri is not { } listener)
        {
            Code = $"{code[..4]}-{code[4..8]}-{code[8..]}";
            return Page();
        }

        // RFC 6749 §4.1.2, with iss (RFC 9207) left out: the program knows whom it asked.
        PageHeaders.Apply(HttpContext);
        Response.Headers.Location = $"{listener}?code={Uri.EscapeDataString(code)}&state={Uri.EscapeDataString(Asked.State ?? string.Empty)}";
        return StatusCode(StatusCodes.Status303SeeOther);
    }

    private async Task<IActionResult?> PrepareAsync(string? program, string? redirectUri, string? state, string? challenge, string? method, CancellationToken cancellationToken)
    {
        var info = RequestInfos.InfoOf(HttpContext, timeProvider);
        if (!limiter.TryTake(HttpContext.Connection.RemoteIpAddress))
        {
            return Refuse(StatusCodes.Status429TooManyRequests, "Too many requests came from your network.", info.RequestId);
        }

        if (TerminalLogins.Read(program ?? "fed", redirectUri, state, challenge, method, out var problem) is not { } asked)
        {
            return Refuse(StatusCodes.Status400BadRequest, problem, info.RequestId);
        }

        Session = await sessions.FindAsync(cookies.Session(Request), cancellationToken);
        if (Session is null)
        {
            // Signing in leads back here: the sign-in page remembers where the person was going.
            return HttpMethods.IsGet(Request.Method) ? LocalRedirect("/?returnUrl=" + Uri.EscapeDataString(Request.Path + Request.QueryString)) : LocalRedirect("/");
        }

        Asked = asked;
        if (asked.RedirectUri is { } listener)
        {
            // Chromium holds the redirect that answers a form against form-action as well.
            PageHeaders.AllowFormTo(HttpContext, listener);
        }

        return null;
    }

    private PageResult Refuse(int status, string sentence, string reference)
    {
        Response.StatusCode = status;
        Problem = new Problem("The program cannot be let in", sentence, "Start `fed login` again.", reference);
        return Page();
    }
}
