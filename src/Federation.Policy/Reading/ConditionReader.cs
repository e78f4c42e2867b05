using Federation.Policy.Conditions;

namespace Federation.Policy.Reading;

/// <summary>Reads the Condition element.</summary>
internal sealed class ConditionReader(PolicySource source, ReadingRules rules, ProblemList problems)
{
    public List<PolicyCondition> Read(JsonNode? node, string path)
    {
        var conditions = new List<PolicyCondition>();
        if (node is null)
        {
            return conditions;
        }

        if (node.Kind != JsonNodeKind.Object)
        {
            problems.Add("DATA_TYPE_MISMATCH", path, node.Start, "Condition must be a JSON object", MalformedPolicyTexts.Syntax);
            return conditions;
        }

        foreach (var member in node.Members)
        {
            ReadOperator(member, JsonPath.Member(path, member.Name), conditions);
        }

        return conditions;
    }

    private void ReadOperator(JsonMember member, string path, List<PolicyCondition> conditions)
    {
        if (!OperatorParser.TryParse(member.Name, out var parsed))
        {
            var isNull = member.Name.EndsWith("NullIfExists", StringComparison.OrdinalIgnoreCase);
            problems.Add(isNull ? "NULL_WITH_IF_EXISTS" : "INVALID_CONDITION_OPERATOR", path, member.NameStart, isNull ? "Null takes no IfExists" : $"`{member.Name}` is not a condition operator", MalformedPolicyTexts.Syntax);
        }

        if (member.Value.Kind != JsonNodeKind.Object)
        {
            problems.Add("DATA_TYPE_MISMATCH", path, member.Value.Start, "the value of a condition operator is a JSON object", MalformedPolicyTexts.Syntax);
            return;
        }

        var keys = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var key in member.Value.Members)
        {
            var keyPath = JsonPath.Member(path, key.Name);
            if (!keys.Add(key.Name) && !member.Value.Members.Exists(m => m.NameStart != key.NameStart && string.Equals(m.Name, key.Name, StringComparison.Ordinal)))
            {
                problems.Add("DUPLICATE_KEYS_WITH_DIFFERENT_CASE", keyPath, key.NameStart, $"the key `{key.Name}` comes twice, written in different case", MalformedPolicyTexts.Syntax);
            }

            if (rules == ReadingRules.Complete && key.Name.IndexOf(':', StringComparison.Ordinal) <= 0)
            {
                problems.Add("INVALID_CONDITION_KEY_FORMAT", keyPath, key.NameStart, $"the condition key `{key.Name}` has no prefix", MalformedPolicyTexts.Vendor);
            }

            conditions.Add(new PolicyCondition
            {
                OperatorText = member.Name,
                Operator = parsed,
                Key = key.Name,
                Values = ValueReader.ReadScalars(key.Value, keyPath, source, problems),
                Path = keyPath,
                Position = source.PositionOf(key.NameStart),
                End = source.PositionOf(key.Value.End),
            });
        }
    }
}
