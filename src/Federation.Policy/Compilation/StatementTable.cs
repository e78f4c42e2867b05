using Federation.Policy.Evaluation;

namespace Federation.Policy.Compilation;

/// <summary>Statements of one effect, found by action.</summary>
internal sealed class StatementTable(IEnumerable<CompiledStatement> statements)
{
    private readonly CompiledStatement[] _statements = [.. statements.OrderBy(s => s.Cost)];

    /// <summary>
    /// Joins how the matching statements name the caller. Stops at the first when nothing in particular is wanted, else when
    /// <paramref name="wanted"/> is reached.
    /// </summary>
    public PrincipalMatch Match(in RequestView request, PrincipalMatch wanted)
    {
        var found = PrincipalMatch.None;
        foreach (var statement in _statements)
        {
            if (statement.MatchesAction(request.Action))
            {
                found |= statement.Match(request);
                if (found != PrincipalMatch.None && (found & wanted) == wanted)
                {
                    return found;
                }
            }
        }

        return found;
    }
}
