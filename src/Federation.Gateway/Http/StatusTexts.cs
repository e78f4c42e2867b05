using Federation.Gateway.Pages.Components;

namespace Federation.Gateway.Http;

/// <summary>Plain sentences for refusals that no page explains itself.</summary>
internal static class StatusTexts
{
    private const string Tell = "If it happens again, give your administrator the reference below.";

    internal static Problem Of(int status, string reference, string origin)
    {
        return status switch
        {
            400 => Page("This request cannot be read", "Something in the form or the address was not as expected. A page that was open for long, or in several tabs, is the usual cause.", "Go back, reload the page and try again. " + Tell),
            403 => Page("This is not allowed", "The gateway does not answer this request over this connection.", "Use the address your administrator gave you, over https."),
            404 => Page("There is no such page", "Nothing is served at this address.", "Check its spelling, or start from the first page."),
            405 => Page("This address takes no such request", "It is meant for a form or a program, not for opening it in a browser.", "Start from the first page."),
            413 => Page("This request is too large", "The gateway takes no request of this size.", Tell),
            421 => Page("This name is not served here", "The gateway answers under one address only.", "Go on at " + origin + ".") with { Href = origin + "/", LinkText = "Open " + origin },
            429 => Page("Too many requests", "Too many requests came from your network.", "Wait a moment, then reload the page."),
            503 => Page("The gateway is not ready", "It is starting, or one of its stores cannot be reached.", "Wait a moment, then reload the page. " + Tell),
            >= 500 => Page("Something went wrong on our side", "The request could not be completed.", "Try again. " + Tell),
            _ => Page("This request was refused", "The gateway did not accept it.", "Start from the first page. " + Tell),
        };

        Problem Page(string title, string sentence, string advice) => new(title, sentence, advice, reference) { LinkText = "To the first page" };
    }
}
