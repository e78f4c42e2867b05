using System.Text;
using System.Text.Json;
using Federation.Policy.Variables;

namespace Federation.Policy.Reading;

/// <summary>
/// Reads JSON (RFC 8259, without comments and trailing commas) into a tree with positions. Depth is bounded; a name that comes
/// twice in one object is a problem, because two readers could take different ones.
/// </summary>
internal sealed class JsonTreeReader(PolicySource source, ProblemList problems)
{
    /// <summary>A policy needs seven levels.</summary>
    public const int MaxDepth = 16;

    public JsonNode? Read()
    {
        var reader = new Utf8JsonReader(source.Utf8, new JsonReaderOptions { MaxDepth = MaxDepth });
        try
        {
            reader.Read();
            var root = ReadValue(ref reader, "$");

            // Throws on anything but white space after the document.
            return reader.Read() ? null : root;
        }
        catch (JsonException exception)
        {
            var at = source.LineStart((int)(exception.LineNumber ?? 0)) + (int)(exception.BytePositionInLine ?? 0);
            problems.AddJson(Math.Min(at, source.Utf8.Length), "the text is not valid JSON, or is nested too deep");
            return null;
        }
        catch (InvalidOperationException)
        {
            // Utf8JsonReader.GetString: an escaped surrogate without its partner.
            problems.AddJson((int)reader.TokenStartIndex, "a string holds half of a surrogate pair");
            return null;
        }
    }

    private JsonNode ReadValue(ref Utf8JsonReader reader, string path)
    {
        var start = (int)reader.TokenStartIndex;
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                var node = new JsonNode(JsonNodeKind.Object, start);
                ReadMembers(ref reader, node, path);
                node.Length = (int)reader.BytesConsumed - start;
                return node;
            case JsonTokenType.StartArray:
                var array = new JsonNode(JsonNodeKind.Array, start);
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    array.Items.Add(ReadValue(ref reader, JsonPath.Item(path, array.Items.Count)));
                }

                array.Length = (int)reader.BytesConsumed - start;
                return array;
            case JsonTokenType.String:
                return new JsonNode(JsonNodeKind.String, start) { Text = ReadString(ref reader, path), Length = (int)reader.BytesConsumed - start };
            case JsonTokenType.Number:
                return new JsonNode(JsonNodeKind.Number, start) { Text = Encoding.UTF8.GetString(reader.ValueSpan), Length = reader.ValueSpan.Length };
            case JsonTokenType.True or JsonTokenType.False:
                return new JsonNode(JsonNodeKind.Boolean, start) { Text = reader.TokenType == JsonTokenType.True ? "true" : "false", Length = reader.ValueSpan.Length };
            default:
                return new JsonNode(JsonNodeKind.Null, start) { Length = reader.ValueSpan.Length };
        }
    }

    private string ReadString(ref Utf8JsonReader reader, string path)
    {
        var text = reader.GetString()!;
        if (text.AsSpan().ContainsAny(EncodedPattern.Sentinels))
        {
            problems.Add("JSON_SYNTAX_ERROR", path, (int)reader.TokenStartIndex, "a string holds a Unicode noncharacter", MalformedPolicyTexts.Syntax);
        }

        return text;
    }

    private void ReadMembers(ref Utf8JsonReader reader, JsonNode node, string path)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var start = (int)reader.TokenStartIndex;
            var name = reader.GetString()!;
            var memberPath = JsonPath.Member(path, name);
            if (!names.Add(name))
            {
                problems.Add("DUPLICATE_KEY", memberPath, start, $"the name `{name}` comes twice in one object", MalformedPolicyTexts.Syntax);
            }

            reader.Read();
            node.Members.Add(new JsonMember(name, start, ReadValue(ref reader, memberPath)));
        }
    }
}
