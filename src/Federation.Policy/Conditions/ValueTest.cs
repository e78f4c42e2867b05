namespace Federation.Policy.Conditions;

/// <summary>
/// Every condition but Null: finds the values of the key and compares each. Missing key: IfExists holds, ForAllValues holds,
/// ForAnyValue fails, a negated operator holds, any other fails. Without a qualifier a multivalued key counts like a list of
/// alternatives: one value that matches is enough, and a negated operator wants none.
/// </summary>
internal sealed class ValueTest(PolicyCondition source, ValueMatcher matcher) : ConditionTest(source)
{
    private readonly ConditionOperator _operator = source.Operator;

    public override int Cost { get; } = matcher.Cost;

    public override IEnumerable<ContextKey> VariableKeys => matcher.VariableKeys;

    public override bool Holds(RequestContext context)
    {
        if (!TryFind(context, out var entry))
        {
            return _operator.IfExists || WhenAbsent();
        }

        switch (_operator.Qualifier)
        {
            case SetQualifier.None:
                return Any(context, entry.First, entry.Count, wanted: true) != _operator.IsNegated;
            case SetQualifier.ForAnyValue:
                return !IsEmpty(context, entry) && Any(context, entry.First, entry.Count, !_operator.IsNegated);
            case SetQualifier.ForAllValues:
                return IsEmpty(context, entry) || !Any(context, entry.First, entry.Count, _operator.IsNegated);
            default:
                return false;
        }
    }

    private bool WhenAbsent() => _operator.Qualifier switch
    {
        SetQualifier.ForAllValues => true,
        SetQualifier.ForAnyValue => false,
        _ => _operator.IsNegated,
    };

    // With a qualifier an empty single value is a null data set too.
    private static bool IsEmpty(RequestContext context, in Evaluation.ContextEntry entry)
        => entry.Count == 1 && context.Text(ref context.Value(entry.First)).IsEmpty;

    private bool Any(RequestContext context, int first, int count, bool wanted)
    {
        for (var i = 0; i < count; i++)
        {
            if (matcher.Matches(ref context.Value(first + i), context) == wanted)
            {
                return true;
            }
        }

        return false;
    }
}
