using Federation.Policy.Evaluation;

namespace Federation.Policy.Conditions;

/// <summary>How an ordered comparison relates the value of the request to a value of the condition.</summary>
internal enum Relation
{
    Equal,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// <summary>
/// Comparison with a list of ordered values. Being less than one of them is being less than the greatest, and so on, so that
/// only equality needs the list. Values that cannot be read match nothing.
/// </summary>
internal readonly struct OrderedValues<T>
    where T : IComparable<T>
{
    private readonly Relation _relation;
    private readonly T[] _sorted;

    public OrderedValues(IEnumerable<T> values, Relation relation)
    {
        _relation = relation;
        _sorted = [.. values.Order()];
    }

    public bool Matches(T value)
    {
        if (_sorted.Length == 0)
        {
            return false;
        }

        return _relation switch
        {
            Relation.Equal => Array.BinarySearch(_sorted, value) >= 0,
            Relation.Less => value.CompareTo(_sorted[^1]) < 0,
            Relation.LessOrEqual => value.CompareTo(_sorted[^1]) <= 0,
            Relation.Greater => value.CompareTo(_sorted[0]) > 0,
            Relation.GreaterOrEqual => value.CompareTo(_sorted[0]) >= 0,
            _ => false,
        };
    }
}

/// <summary>Numeric operators.</summary>
internal sealed class NumericMatcher(IReadOnlyList<PolicyValue> values, Relation relation) : ValueMatcher
{
    private readonly OrderedValues<decimal> _values = new(
        values.Select(v => ScalarParser.TryParseNumber(v.Text, out var number) ? number : (decimal?)null).Where(n => n is not null).Select(n => n!.Value), relation);

    public override int Cost => 2;

    public override bool Matches(ref ContextValue value, RequestContext context) => value.TryGetNumber(context, out var number) && _values.Matches(number);
}

/// <summary>Date operators.</summary>
internal sealed class DateMatcher(IReadOnlyList<PolicyValue> values, Relation relation) : ValueMatcher
{
    private readonly OrderedValues<long> _values = new(
        values.Select(v => DateParser.TryParse(v.Text, out var ticks) ? ticks : (long?)null).Where(t => t is not null).Select(t => t!.Value), relation);

    public override int Cost => 2;

    public override bool Matches(ref ContextValue value, RequestContext context) => value.TryGetDate(context, out var ticks) && _values.Matches(ticks);
}
