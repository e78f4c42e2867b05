using Federation.Policy.Compilation;
using Federation.Policy.Conditions;

namespace Federation.Policy.Evaluation;

/// <summary>Evaluates every statement that may bear on a request and keeps what it finds.</summary>
internal sealed class Explainer(EvaluationInputs inputs)
{
    private readonly EvaluationInputs _inputs = inputs;
    private readonly List<StatementReference> _allows = [];
    private readonly List<StatementReference> _denies = [];
    private readonly List<FailedCondition> _failed = [];
    private readonly SortedSet<string> _missing = new(StringComparer.OrdinalIgnoreCase);

    public Decision Explain()
    {
        var facts = Collect();
        var verdict = DecisionLogic.Decide(_inputs, ref facts);
        return new Decision
        {
            Outcome = verdict.Outcome,
            DecidingStatements = verdict.Outcome == Outcome.ExplicitlyDenied ? _denies : _allows,
            LackingKind = verdict.Lacking,
            FailedConditions = _failed,
            MissingContextKeys = [.. _missing],
        };
    }

    private RecordedFacts Collect()
    {
        var facts = new RecordedFacts { SessionAllows = _inputs.Request.Principal.Kind != PrincipalKind.FederatedUser };
        if (DecisionLogic.ServiceControlApplies(_inputs))
        {
            facts.ServiceControlAllows = _inputs.ServiceControl!.Select(level => Visit(level) != PrincipalMatch.None).ToList().TrueForAll(allows => allows);
        }

        if (DecisionLogic.ResourceControlApplies(_inputs))
        {
            foreach (var level in _inputs.ResourceControl!)
            {
                Visit(level);
            }
        }

        facts.EndpointAllows = _inputs.Endpoint is null || Visit(_inputs.Endpoint) != PrincipalMatch.None;
        facts.ResourceGrants = _inputs.ResourcePolicy is null ? PrincipalMatch.None : Visit(_inputs.ResourcePolicy);
        if (_inputs.Principal is { } principal)
        {
            facts.IdentityAllows = Visit(principal.Identity) != PrincipalMatch.None;
            facts.BoundaryAllows = principal.Boundary is null || Visit(principal.Boundary) != PrincipalMatch.None;
        }

        if (_inputs.Session is not null)
        {
            facts.SessionAllows = Visit(_inputs.Session) != PrincipalMatch.None;
        }

        facts.AnyDeny = _denies.Count > 0;
        return facts;
    }

    // Gives how the Allow statements of a set name the caller.
    private PrincipalMatch Visit(PolicySet set)
    {
        var request = new RequestView(_inputs);
        var grants = PrincipalMatch.None;
        foreach (var policy in set.Policies)
        {
            foreach (var statement in policy.Statements)
            {
                var match = Visit(statement, request);
                if (match == PrincipalMatch.None)
                {
                    continue;
                }

                (statement.Source.Effect == PolicyEffect.Allow ? _allows : _denies).Add(Reference(statement));
                grants |= statement.Source.Effect == PolicyEffect.Allow ? match : PrincipalMatch.None;
            }
        }

        return grants;
    }

    private PrincipalMatch Visit(CompiledStatement statement, in RequestView request)
    {
        if (!statement.MatchesAction(request.Action))
        {
            return PrincipalMatch.None;
        }

        NoteMissing(statement);
        var match = statement.MatchesResource(request.Resource, request.Context) ? statement.MatchPrincipal(request) : PrincipalMatch.None;
        if (match == PrincipalMatch.None)
        {
            return PrincipalMatch.None;
        }

        var holds = true;
        foreach (var condition in statement.Conditions)
        {
            if (!condition.Holds(request.Context))
            {
                holds = false;
                _failed.Add(Failure(statement, condition));
            }
        }

        return holds ? match : PrincipalMatch.None;
    }

    private void NoteMissing(CompiledStatement statement)
    {
        var context = _inputs.Request.Context;
        _missing.UnionWith(statement.ContextKeys.Where(k => !context.Contains(k)).Select(k => k.Name));
    }

    private FailedCondition Failure(CompiledStatement statement, ConditionTest condition)
    {
        var source = condition.Source;
        var actual = _inputs.Request.Context.Entries.Where(e => e.Key.IsSame(condition.Key)).Select(e => e.Values).FirstOrDefault();
        return new FailedCondition(Reference(statement), source.OperatorText, source.Key, [.. source.Values.Select(v => v.Text)], actual);
    }

    private static StatementReference Reference(CompiledStatement statement)
    {
        var source = statement.Source;
        return new StatementReference(statement.Policy.Name, statement.Policy.Kind, source.Effect, source.Index, source.Sid, source.Position) { End = source.End };
    }

    private struct RecordedFacts : IPolicyFacts
    {
        public RecordedFacts()
        {
        }

        public bool AnyDeny { get; set; }

        public bool ServiceControlAllows { get; set; } = true;

        public bool EndpointAllows { get; set; }

        public PrincipalMatch ResourceGrants { get; set; }

        public bool IdentityAllows { get; set; }

        public bool BoundaryAllows { get; set; } = true;

        public bool SessionAllows { get; set; }

        readonly bool IPolicyFacts.AnyDeny() => AnyDeny;

        readonly bool IPolicyFacts.ServiceControlAllows() => ServiceControlAllows;

        readonly bool IPolicyFacts.EndpointAllows() => EndpointAllows;

        readonly PrincipalMatch IPolicyFacts.ResourceGrants() => ResourceGrants;

        readonly bool IPolicyFacts.IdentityAllows() => IdentityAllows;

        readonly bool IPolicyFacts.BoundaryAllows() => BoundaryAllows;

        readonly bool IPolicyFacts.SessionAllows() => SessionAllows;
    }
}
