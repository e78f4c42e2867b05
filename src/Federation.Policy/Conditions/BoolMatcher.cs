using Federation.Policy.Evaluation;

namespace Federation.Policy.Conditions;

/// <summary>Bool.</summary>
internal sealed class BoolMatcher : ValueMatcher
{
    private readonly bool _true;
    private readonly bool _false;

    public BoolMatcher(IReadOnlyList<PolicyValue> values)
    {
        foreach (var value in values)
        {
            if (ScalarParser.TryParseBoolean(value.Text, out var boolean))
            {
                _true |= boolean;
                _false |= !boolean;
            }
        }
    }

    public override int Cost => 1;

    public override bool Matches(ref ContextValue value, RequestContext context)
        => ScalarParser.TryParseBoolean(context.Text(ref value), out var boolean) && (boolean ? _true : _false);
}
