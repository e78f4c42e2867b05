using Federation.Policy.Evaluation;

namespace Federation.Policy.Conditions;

/// <summary>Null: <c>true</c> holds when the key is absent, <c>false</c> when it is there. A set qualifier changes nothing.</summary>
internal sealed class NullTest : ConditionTest
{
    private readonly bool _holdsWhenAbsent;
    private readonly bool _holdsWhenPresent;

    public NullTest(PolicyCondition source)
        : base(source)
    {
        foreach (var value in source.Values)
        {
            if (ScalarParser.TryParseBoolean(value.Text, out var absent))
            {
                _holdsWhenAbsent |= absent;
                _holdsWhenPresent |= !absent;
            }
        }
    }

    public override int Cost => 0;

    public override bool Holds(RequestContext context) => TryFind(context, out _) ? _holdsWhenPresent : _holdsWhenAbsent;
}
