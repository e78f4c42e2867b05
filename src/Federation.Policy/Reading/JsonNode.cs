namespace Federation.Policy.Reading;

internal enum JsonNodeKind
{
    Object,
    Array,
    String,
    Number,
    Boolean,
    Null,
}

/// <summary>A JSON value with its place in the text.</summary>
internal sealed class JsonNode(JsonNodeKind kind, int start)
{
    public JsonNodeKind Kind { get; } = kind;

    /// <summary>Byte offset of the first byte of the token.</summary>
    public int Start { get; } = start;

    /// <summary>Length in bytes, quotes, braces and brackets included.</summary>
    public int Length { get; set; }

    public int End => Start + Length;

    /// <summary>The string, or a number or boolean as written.</summary>
    public string Text { get; init; } = string.Empty;

    public List<JsonMember> Members { get; } = [];

    public List<JsonNode> Items { get; } = [];

    public JsonNode? Find(string name)
    {
        foreach (var member in Members)
        {
            if (string.Equals(member.Name, name, StringComparison.Ordinal))
            {
                return member.Value;
            }
        }

        return null;
    }
}

/// <summary>A member of a JSON object.</summary>
internal readonly record struct JsonMember(string Name, int NameStart, JsonNode Value);
