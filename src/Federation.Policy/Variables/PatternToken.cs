namespace Federation.Policy.Variables;

/// <summary>A piece of a pattern: encoded text, or a variable with its default.</summary>
/// <param name="Text">Text in which wildcards are the sentinels of <see cref="EncodedPattern"/>; null for a variable.</param>
/// <param name="Key">The context key of a variable; null for text and for a variable that cannot be read.</param>
/// <param name="Default">What stands in for a variable whose key is absent.</param>
internal readonly record struct PatternToken(string? Text, ContextKey? Key, string? Default)
{
    public bool IsVariable => Text is null;
}
