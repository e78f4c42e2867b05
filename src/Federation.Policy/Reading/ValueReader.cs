namespace Federation.Policy.Reading;

/// <summary>Reads an element that is one value or a list of values.</summary>
internal static class ValueReader
{
    public static IReadOnlyList<PolicyValue> ReadStrings(JsonNode node, string path, PolicySource source, ProblemList problems)
        => Read(node, path, source, problems, static kind => kind == JsonNodeKind.String, "a string");

    /// <summary>A condition value may also be a number or a boolean.</summary>
    public static IReadOnlyList<PolicyValue> ReadScalars(JsonNode node, string path, PolicySource source, ProblemList problems)
        => Read(node, path, source, problems, static kind => kind is JsonNodeKind.String or JsonNodeKind.Number or JsonNodeKind.Boolean, "a string, number or boolean");

    private static List<PolicyValue> Read(JsonNode node, string path, PolicySource source, ProblemList problems, Func<JsonNodeKind, bool> accepts, string expected)
    {
        var values = new List<PolicyValue>();
        if (node.Kind != JsonNodeKind.Array)
        {
            Add(node, path);
            return values;
        }

        for (var i = 0; i < node.Items.Count; i++)
        {
            Add(node.Items[i], JsonPath.Item(path, i));
        }

        return values;

        void Add(JsonNode item, string itemPath)
        {
            if (accepts(item.Kind))
            {
                values.Add(new PolicyValue(item.Text, itemPath, source.PositionOf(item.Start)) { End = source.PositionOf(item.End) });
            }
            else
            {
                problems.Add("DATA_TYPE_MISMATCH", itemPath, item.Start, $"the value must be {expected}", MalformedPolicyTexts.Syntax);
            }
        }
    }
}
