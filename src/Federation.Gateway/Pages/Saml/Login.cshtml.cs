using Federation.Gateway.Http;
using Federation.Gateway.Pages.Components;
using Federation.Gateway.Pages.SignIn;
using Federation.Gateway.Saml;
using Federation.Model.Results;
using Federation.Model.Storage;
using Federation.Saml.Bindings;
using Federation.Services.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Federation.Gateway.Pages.Saml;

/// <summary>Begins an SP-initiated sign-in.</summary>
public sealed class LoginModel(
    SignInStarter starter, PortalSessions sessions, IDatabase database, Cookies cookies, UnauthenticatedLimiter limiter, TimeProvider timeProvider) : PageModel
{
    /// <summary>The form of the POST binding, or null.</summary>
    public SamlPostForm? Form { get; private set; }

    /// <summary>The person who is signed in, where another site asked for a sign-in; null elsewhere.</summary>
    public string? SignedInAs { get; private set; }

    /// <summary>The provider that was asked for.</summary>
    public string? Provider { get; private set; }

    /// <summary>Where the person goes who wants to sign in again.</summary>
    public string? AgainUrl { get; private set; }

    /// <summary>Why it is not possible; null where it is.</summary>
    public Problem? Problem { get; private set; }

    /// <summary>Sends the browser to the IdP.</summary>
    public async Task<IActionResult> OnGetAsync(string? provider, string? returnUrl, string? test, CancellationToken cancellationToken)
    {
        if (!limiter.TryTake(HttpContext.Connection.RemoteIpAddress))
        {
            return Refuse(StatusCodes.Status429TooManyRequests, RefusalText.TooMany.Sentence, RefusalText.TooMany.Advice);
        }

        var source = RequestInfos.InfoOf(HttpContext, timeProvider).SourceAddress;
        if (test is not null)
        {
            return Answer(await starter.StartTestAsync(test, source, cancellationToken));
        }

        if (await ProviderReference.ResolveAsync(provider, database, cancellationToken) is not { } arn)
        {
            return Refuse(StatusCodes.Status400BadRequest, "The link that brought you here names no identity provider.", "Start from the sign-in page.");
        }

        // Login CSRF: another site must not put somebody else in the place of the person who is signed in without that person's word.
        if (CrossSite.IsCrossSite(Request) && await sessions.FindAsync(cookies.Session(Request), cancellationToken) is { } live)
        {
            (SignedInAs, Provider, AgainUrl) = (PersonName.Of(live), PersonName.OfResource(arn), ChooserView.LoginAt(arn, LocalPath.OrRoot(returnUrl)));
            return Page();
        }

        return Answer(await starter.StartAsync(arn, returnUrl, source, cancellationToken));
    }

    private IActionResult Answer(Result<SignInStart> start)
    {
        if (!start.Succeeded)
        {
            return start.Error.Code == "Throttling"
                ? Refuse(StatusCodes.Status429TooManyRequests, "Too many people are signing in at this moment.", RefusalText.TooMany.Advice)
                : Refuse(StatusCodes.Status404NotFound, start.Error.Message, "Start from the sign-in page, or give your administrator the reference below.");
        }

        cookies.SetSignIn(HttpContext, start.Value.CookieSuffix, start.Value.CookieValue, start.Value.Lifetime);
        if (start.Value.RedirectUrl is { } url)
        {
            PageHeaders.Apply(HttpContext);
            return Redirect(url);
        }

        Form = start.Value.Form;
        PageHeaders.AllowFormTo(HttpContext, new Uri(Form!.Action));
        return Page();
    }

    private PageResult Refuse(int status, string sentence, string advice)
    {
        Response.StatusCode = status;
        Problem = new Problem("Sign-in is not possible", sentence, advice, RequestInfos.InfoOf(HttpContext, timeProvider).RequestId);
        return Page();
    }
}
