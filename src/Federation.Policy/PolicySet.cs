using Federation.Policy.Compilation;
using Federation.Policy.Evaluation;

namespace Federation.Policy;

/// <summary>Policies whose statements count together: the identity policies of a principal, the policies of one level of an organization. Immutable.</summary>
public sealed class PolicySet
{
    private readonly StatementTable _allow;
    private readonly StatementTable _deny;

    /// <param name="policies">The policies, in any order.</param>
    public PolicySet(IEnumerable<CompiledPolicy> policies)
    {
        ArgumentNullException.ThrowIfNull(policies);
        Policies = [.. policies];
        var statements = Policies.SelectMany(p => p.Statements).ToList();
        _allow = new StatementTable(statements.Where(s => s.Source.Effect == PolicyEffect.Allow));
        _deny = new StatementTable(statements.Where(s => s.Source.Effect == PolicyEffect.Deny));
    }

    /// <summary>A set without policies: allows and denies nothing.</summary>
    public static PolicySet Empty { get; } = new([]);

    /// <summary>The policies.</summary>
    public IReadOnlyList<CompiledPolicy> Policies { get; }

    internal bool Denies(in RequestView request) => _deny.Match(request, PrincipalMatch.None) != PrincipalMatch.None;

    internal bool Allows(in RequestView request) => _allow.Match(request, PrincipalMatch.None) != PrincipalMatch.None;

    /// <summary>In which ways the caller is granted the request, taken over all statements.</summary>
    internal PrincipalMatch Grants(in RequestView request) => _allow.Match(request, PrincipalMatch.Direct);
}
