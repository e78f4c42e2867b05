namespace Federation.Gateway.Pages.Components;

/// <summary>Text to copy, with its button (<c>_CodeBlock</c>; the page loads the module <c>copy</c>).</summary>
/// <param name="Id">Id of the element that holds the text, unique in the page.</param>
/// <param name="Label">What it is: heading of the block and name of the button.</param>
/// <param name="Text">The text.</param>
public sealed record CodeBlock(string Id, string Label, string Text)
{
    /// <value>Level of the label's heading; null (default) makes it plain text.</value>
    public int? Level { get; init; }

    /// <value>Whether lines are kept whole and scrolled to, as keys and tokens are. Default false: long lines wrap.</value>
    public bool KeepsLines { get; init; }
}
