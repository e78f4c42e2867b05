using System.Text;

namespace Federation.Policy.Variables;

/// <summary>Cuts the values of Resource elements and conditions into text, wildcards and variables.</summary>
internal static class PatternParser
{
    /// <param name="text">The value as written.</param>
    /// <param name="version">Variables exist only in 2012-10-17.</param>
    /// <param name="wildcards">Whether <c>*</c> and <c>?</c> are wildcards.</param>
    public static List<PatternToken> Parse(string text, PolicyVersion version, bool wildcards)
    {
        var tokens = new List<PatternToken>();
        var literal = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (version == PolicyVersion.V20121017 && text[i] == '$' && i + 1 < text.Length && text[i + 1] == '{')
            {
                var end = VariableEnd(text, i + 2);
                if (end >= 0)
                {
                    AddVariable(text[(i + 2)..end], literal, tokens);
                    i = end;
                    continue;
                }
            }

            literal.Append((text[i], wildcards) switch
            {
                ('*', true) => EncodedPattern.Any,
                ('?', true) => EncodedPattern.One,
                var (c, _) => c,
            });
        }

        Flush(literal, tokens);
        return tokens;
    }

    /// <summary>Index of the brace that closes a variable whose inside begins at <paramref name="from"/>, or -1; a quoted default may hold braces.</summary>
    internal static int VariableEnd(string text, int from)
    {
        var quoted = false;
        for (var i = from; i < text.Length; i++)
        {
            if (text[i] == '\'')
            {
                quoted = !quoted;
            }
            else if (text[i] == '}' && !quoted)
            {
                return i;
            }
        }

        // A quote that is never closed does not hide the brace.
        return text.IndexOf('}', from);
    }

    // IAM User Guide, policy variables: ${*}, ${?} and ${$} stand for the characters themselves; ${key, 'default'}.
    private static void AddVariable(string inside, StringBuilder literal, List<PatternToken> tokens)
    {
        if (inside is "*" or "?" or "$")
        {
            literal.Append(inside);
            return;
        }

        Flush(literal, tokens);
        var comma = inside.IndexOf(',', StringComparison.Ordinal);
        var name = (comma < 0 ? inside : inside[..comma]).Trim();
        string? fallback = null;
        if (comma >= 0)
        {
            var quoted = inside[(comma + 1)..].Trim();
            if (quoted.Length < 2 || quoted[0] != '\'' || quoted[^1] != '\'')
            {
                name = string.Empty;
            }
            else
            {
                fallback = quoted[1..^1];
            }
        }

        // A variable without a name, or with a default that is not quoted, never has a value.
        tokens.Add(name.Length == 0 ? new PatternToken(null, null, null) : new PatternToken(null, ContextKey.Of(name), fallback));
    }

    private static void Flush(StringBuilder literal, List<PatternToken> tokens)
    {
        if (literal.Length > 0)
        {
            tokens.Add(new PatternToken(literal.ToString(), null, null));
            literal.Clear();
        }
    }
}
