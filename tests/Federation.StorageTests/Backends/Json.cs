using System.Text.Json;

namespace Federation.StorageTests.Backends;

/// <summary>Compares by content: lists of one content are the same whatever their class.</summary>
public static class Json
{
    public static string Of<T>(T value) => JsonSerializer.Serialize(value);
}
