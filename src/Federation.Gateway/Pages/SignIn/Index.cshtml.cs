using Federation.Gateway.Http;
using Federation.Services.SignIn;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Federation.Gateway.Pages.SignIn;

/// <summary>Takes the sign-in page's forms: the mail address (a POST, so that it stands in no URL and no log), and forgetting the last choice.</summary>
public sealed class IndexModel(ProviderChooser chooser, Cookies cookies, UnauthenticatedLimiter limiter) : PageModel
{
    private const int LongestMail = 320;

    /// <summary>Where the sign-in begins, or null where the address leads nowhere.</summary>
    public string? Next { get; private set; }

    /// <summary>Name of the provider that was found.</summary>
    public string? ProviderName { get; private set; }

    /// <summary>The sign-in page's content, with the address that leads nowhere.</summary>
    public ChooserView? Chooser { get; private set; }

    /// <summary>The forms are on the start page.</summary>
    public IActionResult OnGet(string? returnUrl) => LocalRedirect(StartAt(returnUrl));

    /// <summary>Looks up the provider of a mail address.</summary>
    public async Task<IActionResult> OnPostAsync(string? mail, string? returnUrl, CancellationToken cancellationToken)
    {
        if (!limiter.TryTake(HttpContext.Connection.RemoteIpAddress))
        {
            return StatusCode(StatusCodes.Status429TooManyRequests);
        }

        if (await chooser.FindByMailAsync(mail, cancellationToken) is { } provider)
        {
            Next = ChooserView.LoginAt(provider.Arn, LocalPath.OrRoot(returnUrl));
            ProviderName = provider.Name;
            return Page();
        }

        var shown = mail ?? string.Empty;
        Chooser = await chooser.LoadAsync(Request, null, null, returnUrl, cancellationToken) with { UnknownMail = shown.Length <= LongestMail ? shown : shown[..LongestMail] };
        return Page();
    }

    /// <summary>Forgets the provider of the last sign-in.</summary>
    public IActionResult OnPostForget(string? returnUrl)
    {
        cookies.RemoveProvider(Response);
        return LocalRedirect(StartAt(returnUrl));
    }

    private static string StartAt(string? returnUrl) =>
        LocalPath.OrRoot(returnUrl) is var path && path == "/" ? "/" : "/" + QueryString.Create("returnUrl", path).ToUriComponent();
}
