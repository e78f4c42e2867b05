using Federation.Policy.Compilation;
using Federation.Policy.Evaluation;

namespace Federation.Policy;

/// <summary>
/// Policies whose statements count together: the identity policies of a principal, the policies of one level of an organization.
/// Immutable towards the outside, safe for several threads.
/// </summary>
public sealed class PolicySet
{
    private readonly ActionCache _actions;

    /// <param name="policies">The policies, in any order.</param>
    public PolicySet(IEnumerable<CompiledPolicy> policies)
    {
        ArgumentNullException.ThrowIfNull(policies);
        Policies = [.. policies];
        var statements = Policies.SelectMany(p => p.Statements).ToList();
        _actions = new ActionCache(
            new StatementTable(statements.Where(s => s.Source.Effect == PolicyEffect.Allow)),
            new StatementTable(statements.Where(s => s.Source.Effect == PolicyEffect.Deny)));
    }

    /// <summary>A set without policies: allows and denies nothing.</summary>
    public static PolicySet Empty { get; } = new([]);

    /// <summary>The policies.</summary>
    public IReadOnlyList<CompiledPolicy> Policies { get; }

    /// <summary>The statements for the action of a request.</summary>
    internal ActionEntry For(in RequestView request) => _actions.Get(request.Action, request.ActionHash);
}
