using System.Collections.Frozen;

namespace Federation.Policy.Conditions;

/// <summary>Takes the name of a condition operator apart. Names compare without regard to case.</summary>
internal static class OperatorParser
{
    private const string ForAllValues = "ForAllValues:";
    private const string ForAnyValue = "ForAnyValue:";
    private const string IfExists = "IfExists";

    private static readonly FrozenDictionary<string, (ConditionComparison Comparison, bool IsNegated)> Names =
        new Dictionary<string, (ConditionComparison, bool)>(StringComparer.OrdinalIgnoreCase)
        {
            ["StringEquals"] = (ConditionComparison.StringEquals, false),
            ["StringNotEquals"] = (ConditionComparison.StringEquals, true),
            ["StringEqualsIgnoreCase"] = (ConditionComparison.StringEqualsIgnoreCase, false),
            ["StringNotEqualsIgnoreCase"] = (ConditionComparison.StringEqualsIgnoreCase, true),
            ["StringLike"] = (ConditionComparison.StringLike, false),
            ["StringNotLike"] = (ConditionComparison.StringLike, true),
            ["NumericEquals"] = (ConditionComparison.NumericEquals, false),
            ["NumericNotEquals"] = (ConditionComparison.NumericEquals, true),
            ["NumericLessThan"] = (ConditionComparison.NumericLessThan, false),
            ["NumericLessThanEquals"] = (ConditionComparison.NumericLessThanEquals, false),
            ["NumericGreaterThan"] = (ConditionComparison.NumericGreaterThan, false),
            ["NumericGreaterThanEquals"] = (ConditionComparison.NumericGreaterThanEquals, false),
            ["DateEquals"] = (ConditionComparison.DateEquals, false),
            ["DateNotEquals"] = (ConditionComparison.DateEquals, true),
            ["DateLessThan"] = (ConditionComparison.DateLessThan, false),
            ["DateLessThanEquals"] = (ConditionComparison.DateLessThanEquals, false),
            ["DateGreaterThan"] = (ConditionComparison.DateGreaterThan, false),
            ["DateGreaterThanEquals"] = (ConditionComparison.DateGreaterThanEquals, false),
            ["Bool"] = (ConditionComparison.Bool, false),
            ["BinaryEquals"] = (ConditionComparison.BinaryEquals, false),
            ["IpAddress"] = (ConditionComparison.IpAddress, false),
            ["NotIpAddress"] = (ConditionComparison.IpAddress, true),
            ["ArnEquals"] = (ConditionComparison.ArnLike, false),
            ["ArnLike"] = (ConditionComparison.ArnLike, false),
            ["ArnNotEquals"] = (ConditionComparison.ArnLike, true),
            ["ArnNotLike"] = (ConditionComparison.ArnLike, true),
            ["Null"] = (ConditionComparison.Null, false),
        }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public static IEnumerable<string> BaseNames => Names.Keys;

    public static bool TryParse(string text, out ConditionOperator parsed)
    {
        var qualifier = SetQualifier.None;
        var name = text;
        if (name.StartsWith(ForAllValues, StringComparison.OrdinalIgnoreCase))
        {
            qualifier = SetQualifier.ForAllValues;
            name = name[ForAllValues.Length..];
        }
        else if (name.StartsWith(ForAnyValue, StringComparison.OrdinalIgnoreCase))
        {
            qualifier = SetQualifier.ForAnyValue;
            name = name[ForAnyValue.Length..];
        }

        // IAM User Guide, condition operators: IfExists may end every operator but Null.
        var ifExists = name.EndsWith(IfExists, StringComparison.OrdinalIgnoreCase);
        if (ifExists)
        {
            name = name[..^IfExists.Length];
        }

        if (Names.TryGetValue(name, out var found) && !(ifExists && found.Comparison == ConditionComparison.Null))
        {
            parsed = new ConditionOperator(found.Comparison, found.IsNegated, ifExists, qualifier);
            return true;
        }

        parsed = default;
        return false;
    }
}
