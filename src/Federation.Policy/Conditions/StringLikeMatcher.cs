using Federation.Policy.Compilation;
using Federation.Policy.Evaluation;
using Federation.Policy.Variables;

namespace Federation.Policy.Conditions;

/// <summary>StringLike: <c>*</c> and <c>?</c> are wildcards, case counts.</summary>
internal sealed class StringLikeMatcher(IReadOnlyList<PolicyValue> values, PolicyVersion version) : ValueMatcher
{
    private readonly PatternSet _patterns = new(values.Select(v => new TextPattern(v.Text, version, wildcards: true)));

    public override int Cost => 4;

    public override IEnumerable<ContextKey> VariableKeys => _patterns.All.SelectMany(p => p.VariableKeys);

    public override bool Matches(ref ContextValue value, RequestContext context) => _patterns.Matches(context.Text(ref value), context);
}
