using Federation.Policy.Evaluation;
using Federation.Policy.Variables;

namespace Federation.Policy.Conditions;

/// <summary>StringEquals and StringEqualsIgnoreCase: <c>*</c> and <c>?</c> are plain characters.</summary>
internal sealed class StringEqualsMatcher : ValueMatcher
{
    private const int SetThreshold = 6;

    private readonly StringComparison _comparison;
    private readonly string[] _values;
    private readonly TextPattern[] _variables;
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _set;

    public StringEqualsMatcher(IReadOnlyList<PolicyValue> values, PolicyVersion version, bool ignoreCase)
    {
        _comparison = ignoreCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        var patterns = values.Select(v => new TextPattern(v.Text, version, wildcards: false)).ToList();
        _values = [.. patterns.Where(p => !p.HasVariables).Select(p => p.Exact!)];
        _variables = [.. patterns.Where(p => p.HasVariables)];
        if (_values.Length > SetThreshold)
        {
            _set = new HashSet<string>(_values, ignoreCase ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        }
    }

    public override int Cost => _variables.Length > 0 ? 3 : 1;

    public override IEnumerable<ContextKey> VariableKeys => _variables.SelectMany(p => p.VariableKeys);

    public override bool Matches(ref ContextValue value, RequestContext context)
    {
        var text = context.Text(ref value);
        if (_values.Length > SetThreshold)
        {
            if (_set.Contains(text))
            {
                return true;
            }
        }
        else
        {
            foreach (var candidate in _values)
            {
                if (text.Equals(candidate, _comparison))
                {
                    return true;
                }
            }
        }

        foreach (var variable in _variables)
        {
            if (variable.TryExpand(context, out var expanded) && text.Equals(expanded, _comparison))
            {
                return true;
            }
        }

        return false;
    }
}
