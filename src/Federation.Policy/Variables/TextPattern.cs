namespace Federation.Policy.Variables;

/// <summary>A compiled value: matches a text exactly, by prefix, by wildcards, or with variables taken from the context.</summary>
internal sealed class TextPattern
{
    private readonly PatternShape _shape;
    private readonly string _text;
    private readonly PatternToken[] _tokens;

    public TextPattern(string source, PolicyVersion version, bool wildcards)
    {
        Source = source;
        _tokens = [.. PatternParser.Parse(source, version, wildcards)];
        HasVariables = Array.Exists(_tokens, t => t.IsVariable);
        _text = HasVariables ? string.Empty : string.Concat(_tokens.Select(t => t.Text));
        _shape = HasVariables ? PatternShape.Variable : ShapeOf(_text);
        if (_shape == PatternShape.Prefix)
        {
            _text = _text[..^1];
        }
    }

    private enum PatternShape
    {
        Exact,
        Prefix,
        Everything,
        General,
        Variable,
    }

    /// <summary>The value as written.</summary>
    public string Source { get; }

    public bool HasVariables { get; }

    public bool IsEverything => _shape == PatternShape.Everything;

    /// <summary>The text without wildcards of an exact value; null for other shapes.</summary>
    public string? Exact => _shape == PatternShape.Exact ? _text : null;

    /// <summary>The text before the only wildcard, a final <c>*</c>; null for other shapes.</summary>
    public string? Prefix => _shape == PatternShape.Prefix ? _text : null;

    /// <summary>The encoded pattern; only without variables.</summary>
    public string Encoded => _shape == PatternShape.Prefix ? _text + EncodedPattern.Any : _text;

    /// <summary>The context keys of the variables.</summary>
    public IEnumerable<ContextKey> VariableKeys => _tokens.Where(t => t.Key is not null).Select(t => t.Key!);

    public bool Matches(ReadOnlySpan<char> text, RequestContext context) => _shape switch
    {
        PatternShape.Exact => text.SequenceEqual(_text),
        PatternShape.Prefix => text.StartsWith(_text),
        PatternShape.Everything => true,
        PatternShape.General => EncodedPattern.Matches(_text, text),
        _ => MatchesExpanded(text, context),
    };

    /// <summary>Puts the values of the variables in their places, in a buffer of the context. False when one has no value.</summary>
    public bool TryExpand(RequestContext context, out ReadOnlySpan<char> expanded)
    {
        var length = 0;
        expanded = default;
        foreach (var token in _tokens)
        {
            if (!TryGetText(token, context, out var text))
            {
                return false;
            }

            length += text.Length;
        }

        var buffer = context.Scratch(length);
        var at = 0;
        foreach (var token in _tokens)
        {
            if (!TryGetText(token, context, out var text))
            {
                return false;
            }

            text.CopyTo(buffer[at..]);
            at += text.Length;
        }

        expanded = buffer[..at];
        return true;
    }

    private bool MatchesExpanded(ReadOnlySpan<char> text, RequestContext context)
    {
        // Most requests already differ before the first variable.
        if (_tokens[0].Text is { } head && !StartsWith(text, head))
        {
            return false;
        }

        return TryExpand(context, out var pattern) && EncodedPattern.Matches(pattern, text);
    }

    private static bool StartsWith(ReadOnlySpan<char> text, ReadOnlySpan<char> head)
    {
        var wildcard = head.IndexOfAny(EncodedPattern.Sentinels);
        return text.StartsWith(wildcard < 0 ? head : head[..wildcard]);
    }

    private static bool TryGetText(in PatternToken token, RequestContext context, out ReadOnlySpan<char> text)
    {
        if (!token.IsVariable)
        {
            text = token.Text;
            return true;
        }

        text = default;
        if (token.Key is null)
        {
            return false;
        }

        // IAM User Guide, policy variables: only single-valued keys can be used.
        if (!context.Find(token.Key, out var entry) || (entry.IsMultivalued && entry.Count == 0))
        {
            text = token.Default;
            return token.Default is not null;
        }

        if (entry.IsMultivalued)
        {
            return false;
        }

        text = context.Text(ref context.Value(entry.First));
        return !text.ContainsAny(EncodedPattern.Sentinels);
    }

    private static PatternShape ShapeOf(string text)
    {
        var wildcard = text.AsSpan().IndexOfAny(EncodedPattern.Sentinels);
        return (wildcard, text) switch
        {
            ( < 0, _) => PatternShape.Exact,
            (0, [EncodedPattern.Any]) => PatternShape.Everything,
            _ when wildcard == text.Length - 1 && text[wildcard] == EncodedPattern.Any => PatternShape.Prefix,
            _ => PatternShape.General,
        };
    }
}
