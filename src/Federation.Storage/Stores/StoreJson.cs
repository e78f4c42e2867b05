using System.Text.Json;
using System.Text.Json.Serialization;
using Federation.Model.Audit;
using Federation.Model.SamlProviders;
using Federation.Model.Storage;

namespace Federation.Storage.Stores;

/// <summary>What is kept as JSON inside a row.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(IReadOnlyList<Tag>), TypeInfoPropertyName = "Tags")]
[JsonSerializable(typeof(SamlProviderSettings), TypeInfoPropertyName = "Settings")]
[JsonSerializable(typeof(IReadOnlyList<AuditResource>), TypeInfoPropertyName = "Resources")]
[JsonSerializable(typeof(SamlMetadataHistory), TypeInfoPropertyName = "History")]
[JsonSerializable(typeof(IReadOnlyList<string>), TypeInfoPropertyName = "Strings")]
internal sealed partial class StoreJson : JsonSerializerContext
{
    private const string EmptyList = "[]";

    public static string Write(IReadOnlyList<Tag> tags) => tags.Count == 0 ? EmptyList : JsonSerializer.Serialize(tags, Default.Tags);

    public static IReadOnlyList<Tag> ReadTags(string json) => json == EmptyList ? [] : JsonSerializer.Deserialize(json, Default.Tags) ?? [];

    public static string Write(SamlProviderSettings settings) => JsonSerializer.Serialize(settings, Default.Settings);

    public static SamlProviderSettings ReadSettings(string json) =>
        JsonSerializer.Deserialize(json, Default.Settings) ?? throw new JsonException("the settings of a SAML provider are empty");

    public static string Write(SamlMetadataHistory history) => JsonSerializer.Serialize(history, Default.History);

    public static SamlMetadataHistory ReadHistory(string json) =>
        JsonSerializer.Deserialize(json, Default.History) ?? throw new JsonException("the history of a provider's metadata is empty");

    public static string? Write(IReadOnlyList<AuditResource> resources) => resources.Count == 0 ? null : JsonSerializer.Serialize(resources, Default.Resources);

    public static IReadOnlyList<AuditResource> ReadResources(string? json) => json is null ? [] : JsonSerializer.Deserialize(json, Default.Resources) ?? [];

    public static string? Write(IReadOnlyList<string> texts) => texts.Count == 0 ? null : JsonSerializer.Serialize(texts, Default.Strings);

    public static IReadOnlyList<string> ReadStrings(string? json) => json is null ? [] : JsonSerializer.Deserialize(json, Default.Strings) ?? [];
}
