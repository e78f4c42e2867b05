using Federation.Policy.Evaluation;
using Federation.Policy.Variables;

namespace Federation.Policy.Conditions;

/// <summary>ArnEquals and ArnLike, which do the same.</summary>
internal sealed class ArnMatcher : ValueMatcher
{
    private const int SetThreshold = 6;

    private readonly string[] _patterns;
    private readonly TextPattern[] _variables;
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _exact;
    private readonly bool _hasExact;

    public ArnMatcher(IReadOnlyList<PolicyValue> values, PolicyVersion version)
    {
        var patterns = values.Select(v => new TextPattern(v.Text, version, wildcards: true)).ToList();
        _variables = [.. patterns.Where(p => p.HasVariables)];
        var plain = patterns.Where(p => !p.HasVariables).ToList();

        // An ARN without wildcards is compared as a whole: equal texts have equal parts.
        var exact = plain.Where(p => p.Exact is not null).Select(p => p.Exact!).ToList();
        _hasExact = exact.Count > SetThreshold;
        if (_hasExact)
        {
            _exact = new HashSet<string>(exact, StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        }

        _patterns = [.. plain.Where(p => !_hasExact || p.Exact is null).Select(p => p.Encoded)];
    }

    public override int Cost => 3;

    public override IEnumerable<ContextKey> VariableKeys => _variables.SelectMany(p => p.VariableKeys);

    public override bool Matches(ref ContextValue value, RequestContext context)
    {
        if (!value.TryGetArn(context, out var offsets))
        {
            return false;
        }

        var text = context.Text(ref value);
        if (_hasExact && _exact.Contains(text))
        {
            return true;
        }

        foreach (var pattern in _patterns)
        {
            if (ArnPattern.Matches(pattern, text, offsets))
            {
                return true;
            }
        }

        foreach (var variable in _variables)
        {
            if (variable.TryExpand(context, out var expanded) && ArnPattern.Matches(expanded, text, offsets))
            {
                return true;
            }
        }

        return false;
    }
}
