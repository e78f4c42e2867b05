using Federation.Policy.Variables;

namespace Federation.Policy.Compilation;

/// <summary>Alternatives of which one must fit. Many exact texts and prefixes go into a trie, so that their number hardly counts.</summary>
internal sealed class PatternSet
{
    private const int TrieThreshold = 6;

    private readonly bool _everything;
    private readonly LiteralTrie? _trie;
    private readonly TextPattern[] _patterns;

    public PatternSet(IEnumerable<TextPattern> patterns)
    {
        All = [.. patterns];
        _everything = All.Any(p => p.IsEverything);
        var literals = All.Where(p => p.Exact is not null || p.Prefix is not null).ToList();
        if (literals.Count > TrieThreshold)
        {
            _trie = new LiteralTrie();
            foreach (var literal in literals)
            {
                _trie.Add(literal.Exact ?? literal.Prefix!, literal.Prefix is not null, 0);
            }
        }

        _patterns = _trie is null ? [.. All] : [.. All.Where(p => p.Exact is null && p.Prefix is null)];
    }

    public IReadOnlyList<TextPattern> All { get; }

    public bool IsEverything => _everything;

    public bool Matches(ReadOnlySpan<char> text, RequestContext context)
    {
        if (_everything || (_trie is not null && _trie.Contains(text)))
        {
            return true;
        }

        foreach (var pattern in _patterns)
        {
            if (pattern.Matches(text, context))
            {
                return true;
            }
        }

        return false;
    }
}
