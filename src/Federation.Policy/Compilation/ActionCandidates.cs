using Federation.Policy.Evaluation;

namespace Federation.Policy.Compilation;

/// <summary>The statements of a table that fit one action.</summary>
internal sealed class ActionCandidates(StatementTable table, CompiledStatement[] direct, ulong[]? indexed)
{
    public int Size => direct.Length + ((indexed?.Length ?? 0) * 2);

    /// <summary>
    /// Joins how the matching statements name the caller. Stops at the first match when nothing in particular is wanted, else
    /// when <paramref name="wanted"/> is reached.
    /// </summary>
    public PrincipalMatch Match(in RequestView request, PrincipalMatch wanted = PrincipalMatch.None)
    {
        var found = PrincipalMatch.None;
        foreach (var statement in direct)
        {
            found |= statement.Match(request);
            if (found != PrincipalMatch.None && (found & wanted) == wanted)
            {
                return found;
            }
        }

        return indexed is null ? found : found | MatchIndexed(indexed, request, wanted, found);
    }

    private PrincipalMatch MatchIndexed(ulong[] bits, in RequestView request, PrincipalMatch wanted, PrincipalMatch found)
    {
        var walk = table.Resources!.Start(request.Resource);
        while (walk.MoveNext())
        {
            foreach (var i in walk.Current)
            {
                if ((bits[i >> 6] & (1UL << (i & 63))) == 0)
                {
                    continue;
                }

                found |= table[i].Match(request);
                if (found != PrincipalMatch.None && (found & wanted) == wanted)
                {
                    return found;
                }
            }
        }

        return found;
    }
}
