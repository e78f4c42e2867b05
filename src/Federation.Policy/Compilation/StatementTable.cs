namespace Federation.Policy.Compilation;

/// <summary>
/// Statements of one effect. Those whose resources are all exact or prefixes are found by walking the resource through a trie, so
/// that their number hardly counts; the others are tried one by one, cheapest first.
/// </summary>
internal sealed class StatementTable
{
    // Below this a trie walk costs more than trying the statements.
    private const int IndexThreshold = 12;

    private readonly CompiledStatement[] _statements;
    private readonly bool[] _isIndexed;

    public StatementTable(IEnumerable<CompiledStatement> statements)
    {
        _statements = [.. statements.OrderBy(s => s.Cost)];
        _isIndexed = Array.ConvertAll(_statements, IsIndexable);
        if (_isIndexed.Count(i => i) <= IndexThreshold)
        {
            Array.Clear(_isIndexed);
            return;
        }

        Resources = new LiteralTrie();
        for (var i = 0; i < _statements.Length; i++)
        {
            AddToIndex(i);
        }
    }

    public int Count => _statements.Length;

    /// <summary>From resource to statement numbers; null when there are few statements.</summary>
    public LiteralTrie? Resources { get; }

    public CompiledStatement this[int index] => _statements[index];

    /// <summary>The statements whose Action or NotAction fits.</summary>
    public ActionCandidates ForAction(string action)
    {
        var direct = new List<CompiledStatement>();
        var indexed = new List<int>();
        for (var i = 0; i < _statements.Length; i++)
        {
            if (!_statements[i].MatchesAction(action))
            {
                continue;
            }

            if (_isIndexed[i])
            {
                indexed.Add(i);
            }
            else
            {
                direct.Add(_statements[i]);
            }
        }

        if (indexed.Count <= IndexThreshold)
        {
            direct.AddRange(indexed.Select(i => _statements[i]));
            return new ActionCandidates(this, [.. direct], null);
        }

        var bits = new ulong[(_statements.Length + 63) / 64];
        foreach (var i in indexed)
        {
            bits[i >> 6] |= 1UL << (i & 63);
        }

        return new ActionCandidates(this, [.. direct], bits);
    }

    private static bool IsIndexable(CompiledStatement statement)
        => statement is { Resources: not null, Source.IsNotResource: false } && statement.Resources.All.All(p => p.Exact is not null || p.Prefix is not null);

    private void AddToIndex(int index)
    {
        if (!_isIndexed[index])
        {
            return;
        }

        foreach (var pattern in _statements[index].Resources!.All)
        {
            Resources!.Add(pattern.Exact ?? pattern.Prefix!, pattern.Prefix is not null, index);
        }
    }
}
