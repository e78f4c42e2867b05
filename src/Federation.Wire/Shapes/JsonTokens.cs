using System.Text.Json;

namespace Federation.Wire.Shapes;

/// <summary>AWS's names for JSON tokens in the texts of SerializationException.</summary>
internal static class JsonTokens
{
    public static SerializationException CannotBe(JsonTokenType token, string type) => new(token switch
    {
        JsonTokenType.StartObject => "Start of structure or map found where not expected.",
        JsonTokenType.StartArray => "Start of list found where not expected",
        JsonTokenType.String => $"STRING_VALUE cannot be converted to {type}",
        JsonTokenType.Number => $"NUMBER_VALUE cannot be converted to {type}",
        JsonTokenType.True => $"TRUE_VALUE cannot be converted to {type}",
        JsonTokenType.False => $"FALSE_VALUE cannot be converted to {type}",
        _ => "Unexpected value type in payload",
    });
}
