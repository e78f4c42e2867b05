using System.Buffers;

namespace Federation.Policy.Variables;

/// <summary>
/// Patterns in which the wildcards are two Unicode noncharacters, so that a literal <c>*</c> (from <c>${*}</c>, an operator
/// without wildcards or the value of a variable) needs no escaping. The reader refuses documents that hold these characters, and
/// a variable whose value holds one counts as having no value.
/// </summary>
internal static class EncodedPattern
{
    public const char Any = '\uFFFF';
    public const char One = '\uFFFE';

    public static readonly SearchValues<char> Sentinels = SearchValues.Create([Any, One]);

    /// <summary>Whether a text fits an encoded pattern; time is bounded by pattern × text.</summary>
    public static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        var any = pattern.IndexOf(Any);
        if (any < 0)
        {
            return pattern.Length == text.Length && Same(pattern, text);
        }

        if (any > text.Length || !Same(pattern[..any], text[..any]))
        {
            return false;
        }

        pattern = pattern[(any + 1)..];
        text = text[any..];
        while ((any = pattern.IndexOf(Any)) >= 0)
        {
            var at = Find(pattern[..any], text);
            if (at < 0)
            {
                return false;
            }

            text = text[(at + any)..];
            pattern = pattern[(any + 1)..];
        }

        return pattern.Length <= text.Length && Same(pattern, text[^pattern.Length..]);
    }

    private static int Find(ReadOnlySpan<char> part, ReadOnlySpan<char> text)
    {
        if (!part.Contains(One))
        {
            return text.IndexOf(part);
        }

        for (var at = 0; at + part.Length <= text.Length; at++)
        {
            if (Same(part, text.Slice(at, part.Length)))
            {
                return at;
            }
        }

        return -1;
    }

    private static bool Same(ReadOnlySpan<char> part, ReadOnlySpan<char> text)
    {
        if (part.SequenceEqual(text))
        {
            return true;
        }

        if (!part.Contains(One))
        {
            return false;
        }

        for (var i = 0; i < part.Length; i++)
        {
            if (part[i] != One && part[i] != text[i])
            {
                return false;
            }
        }

        return true;
    }
}
