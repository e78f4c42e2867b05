using Federation.Policy.Variables;

namespace Federation.Policy.Conditions;

/// <summary>
/// An ARN with wildcards, compared part by part: a wildcard never reaches beyond the colons around it. <c>*</c> alone fits every
/// ARN, and an ARN cut short after a final <c>*</c> has wildcards for the missing parts.
/// </summary>
internal static class ArnPattern
{
    /// <summary>Compares an encoded pattern whose separators are not known with an ARN.</summary>
    public static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text, in ArnOffsets offsets)
    {
        for (var part = 0; part < 5; part++)
        {
            var colon = pattern.IndexOf(':');
            if (colon < 0)
            {
                return pattern is [EncodedPattern.Any];
            }

            if (!EncodedPattern.Matches(pattern[..colon], offsets.Part(text, part)))
            {
                return false;
            }

            pattern = pattern[(colon + 1)..];
        }

        return EncodedPattern.Matches(pattern, offsets.Part(text, 5));
    }
}
