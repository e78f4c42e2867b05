namespace Federation.Gateway.Pages.Components;

/// <summary>Something that went wrong, told to a person (<c>_Problem</c>).</summary>
/// <param name="Title">Heading.</param>
/// <param name="Sentence">What happened.</param>
/// <param name="Advice">What the person can do.</param>
/// <param name="Reference">Request id under which the log and the audit record say more; null where there is nothing to look up.</param>
public sealed record Problem(string Title, string Sentence, string Advice, string? Reference)
{
    /// <value>Where the way goes on. Default the start page.</value>
    public string Href { get; init; } = "/";

    /// <value>Text of the link there.</value>
    public string LinkText { get; init; } = "Back to sign-in";
}
