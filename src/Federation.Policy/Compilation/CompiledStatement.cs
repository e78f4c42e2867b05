using Federation.Policy.Conditions;
using Federation.Policy.Evaluation;
using Federation.Policy.Variables;

namespace Federation.Policy.Compilation;

/// <summary>A statement ready for evaluation.</summary>
internal sealed class CompiledStatement
{
    private readonly ConditionTest[] _conditions;

    public CompiledStatement(CompiledPolicy policy, PolicyStatement source, PolicyVersion version)
    {
        Policy = policy;
        Source = source;
        Principals = source.Principals is null ? null : new PrincipalMatcher(source.Principals, source.IsNotPrincipal, source.Effect);
        Resources = source.Resources is null ? null : new PatternSet(source.Resources.Select(r => new TextPattern(r.Text, version, wildcards: true)));
        _conditions = [.. source.Conditions.Select(c => ConditionCompiler.Compile(c, version)).OrderBy(c => c.Cost)];
        MatchesEveryResource = Resources is null || (Resources.IsEverything && !source.IsNotResource);
    }

    public CompiledPolicy Policy { get; }

    public PolicyStatement Source { get; }

    public PrincipalMatcher? Principals { get; }

    public PatternSet? Resources { get; }

    public IReadOnlyList<ConditionTest> Conditions => _conditions;

    public bool MatchesEveryResource { get; }

    /// <summary>The context keys that the statement looks at, in conditions and variables; a key may come more than once.</summary>
    public IEnumerable<ContextKey> ContextKeys => (Resources?.All ?? []).SelectMany(pattern => pattern.VariableKeys)
        .Concat(_conditions.SelectMany(condition => condition.VariableKeys.Prepend(condition.Key)));

    /// <summary>Statements are tried in this order: those that need no further test first.</summary>
    public int Cost => (MatchesEveryResource ? 0 : 10) + (Principals is null ? 0 : 5) + _conditions.Sum(c => c.Cost + 1);

    public bool MatchesAction(ReadOnlySpan<char> action)
    {
        foreach (var pattern in Source.Actions)
        {
            if (Wildcard.Matches(pattern.Text, action, ignoreCase: true))
            {
                return !Source.IsNotAction;
            }
        }

        return Source.IsNotAction;
    }

    public bool MatchesResource(ReadOnlySpan<char> resource, RequestContext context)
        => MatchesEveryResource || Resources!.Matches(resource, context) != Source.IsNotResource;

    public PrincipalMatch MatchPrincipal(in RequestView request)
        => Principals is null ? PrincipalMatch.Direct : Principals.Match(request.Caller, request.ResourceAccount, request.HasBoundary);

    /// <summary>Everything but the action.</summary>
    public PrincipalMatch Match(in RequestView request)
    {
        if (!MatchesResource(request.Resource, request.Context))
        {
            return PrincipalMatch.None;
        }

        var match = MatchPrincipal(request);
        if (match == PrincipalMatch.None)
        {
            return PrincipalMatch.None;
        }

        foreach (var condition in _conditions)
        {
            if (!condition.Holds(request.Context))
            {
                return PrincipalMatch.None;
            }
        }

        return match;
    }
}
