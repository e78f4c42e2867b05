using System.Text.Json;

namespace Federation.Services.WebIdentity;

/// <summary>
/// JSON of other parties. A member that comes twice is refused: two readers of one token must never see two tokens (RFC 7519 §4, RFC 8725 §2.3 and its kin).
/// </summary>
internal static class StrictJson
{
    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    /// <summary>The object, or null where the bytes are none.</summary>
    internal static JsonElement? ReadObject(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8, Options);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Whether two members of an object have names that differ by letter case alone.</summary>
    internal static bool HasNamesakes(this JsonElement json)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return json.EnumerateObject().Any(member => !names.Add(member.Name));
    }

    /// <summary>A member that is a text; null where it is absent or something else.</summary>
    internal static string? Text(this JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>A text, or all texts of a list; null where it is anything else.</summary>
    internal static IReadOnlyList<string>? Texts(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => [value.GetString()!],
        JsonValueKind.Array when value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String) => [.. value.EnumerateArray().Select(item => item.GetString()!)],
        _ => null,
    };
}
