using Federation.Gateway.Pages.Components;
using Federation.Services.SignIn;

namespace Federation.Gateway.Pages.Saml;

/// <summary>A plain sentence for the person, and what they can do. Which check failed is in the log and the audit record.</summary>
/// <param name="Sentence">What happened.</param>
/// <param name="Advice">What to do.</param>
public sealed record RefusalText(string Sentence, string Advice)
{
    /// <summary>Too many requests.</summary>
    public static readonly RefusalText TooMany = new("Too many sign-ins came from your network.", "Wait a moment and try again.");

    /// <summary>The page that tells it.</summary>
    public Problem ToProblem(string reference) => new("Sign-in failed", Sentence, Advice, reference);

    /// <summary>The text of a reason.</summary>
    public static RefusalText Of(SignInRefusal reason) => reason switch
    {
        SignInRefusal.Malformed => new("What your identity provider sent cannot be read.", "Start again from the sign-in page. If it happens again, give your administrator the reference below."),
        SignInRefusal.Rejected => new("Your identity provider's answer did not pass our checks.", "Give your administrator the reference below: it names the check."),
        SignInRefusal.ProviderReportedFailure => new("Your identity provider did not sign you in.", "Try again there, or ask its help desk whether you may use this application."),
        SignInRefusal.Unsolicited => new("This sign-in was started at your identity provider, which is not allowed here.", "Start from our sign-in page. An administrator can allow it for your identity provider."),
        SignInRefusal.AlreadyUsed => new("This sign-in was completed before.", "The back button or a reload brings you here. Start again from the sign-in page."),
        SignInRefusal.Expired => new("This sign-in took too long, or it was not started here.", "Start again from the sign-in page: you have ten minutes."),
        SignInRefusal.OtherBrowser => new("This sign-in was started in another browser.", "Start again in this browser, from the sign-in page."),
        SignInRefusal.CookieLost => new("Your browser did not keep the sign-in cookie.", "Allow cookies for this site and start again. Private windows and consent banners are the usual cause."),
        SignInRefusal.ProviderGone => new("Your identity provider is no longer set up here.", "Ask your administrator."),
        SignInRefusal.TransientSubject => new("Your identity provider gives you a new name at each sign-in, so we cannot know you again.", "An administrator has to choose an attribute that stays as the key, or have the provider send a persistent NameID. Give them the reference below."),
        SignInRefusal.UnknownIssuer => new("This identity provider is not set up here.", "Give your administrator the reference below: it names the provider that sent you."),
        SignInRefusal.RestartedTooOften => new("Your identity provider sends you back and forth without signing you in.", "Give your administrator the reference below."),
        SignInRefusal.NoSubject => new("Your identity provider did not say who you are.", "Give your administrator the reference below."),
        _ => new("You could not be signed in.", "Start again from the sign-in page."),
    };
}
