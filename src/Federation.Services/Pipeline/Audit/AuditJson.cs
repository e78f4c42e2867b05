using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Runtime.Serialization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Federation.Services.Pipeline.Audit;

/// <summary>
/// Writes request and response records as CloudTrail does: names as on the wire but for a small first letter (<c>sAMLProviderArn</c>), no nulls. Members marked <c>[DataType(DataType.Password)]</c> are left out
/// at every depth: secret keys, session tokens, passwords, assertions and seeds never reach an audit record.
/// </summary>
internal static class AuditJson
{
    /// <summary>Longer texts are cut: a trail is no store of ten-megabyte metadata.</summary>
    private const int MaxText = 4096;

    private static readonly ConcurrentDictionary<Type, bool> Memberless = new();

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.General)
    {
        PropertyNamingPolicy = new FirstLetterSmall(),
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LeaveOutSecrets, NameAsOnTheWire } },
        Converters = { new CuttingStringConverter() },
    };

    internal static void Write(Utf8JsonWriter writer, object? value)
    {
        if (value is null || IsMemberless(value.GetType()))
        {
            writer.WriteNullValue();
            return;
        }

        JsonSerializer.Serialize(writer, value, value.GetType(), Options);
    }

    private static bool IsMemberless(Type type) =>
        Memberless.GetOrAdd(type, static t => t.GetProperties(BindingFlags.Public | BindingFlags.Instance).Length == 0);

    private static void LeaveOutSecrets(JsonTypeInfo info)
    {
        if (info.Kind != JsonTypeInfoKind.Object)
        {
            return;
        }

        for (var i = info.Properties.Count - 1; i >= 0; i--)
        {
            if (IsSecret(info.Properties[i]))
            {
                info.Properties.RemoveAt(i);
            }
        }
    }

    private static void NameAsOnTheWire(JsonTypeInfo info)
    {
        foreach (var property in info.Properties)
        {
            if (property.AttributeProvider?.GetCustomAttributes(typeof(DataMemberAttribute), inherit: true) is [DataMemberAttribute { Name: { } name }])
            {
                property.Name = FirstLetterSmall.Of(name);
            }
        }
    }

    private static bool IsSecret(JsonPropertyInfo property) =>
        property.AttributeProvider?.GetCustomAttributes(typeof(DataTypeAttribute), inherit: true)
            .OfType<DataTypeAttribute>().Any(attribute => attribute.DataType == DataType.Password) == true
        || property.PropertyType == typeof(Model.Secrets.Secret);

    /// <summary>Camel case would make a word of a leading abbreviation: samlProviderArn.</summary>
    private sealed class FirstLetterSmall : JsonNamingPolicy
    {
        public override string ConvertName(string name) => Of(name);

        internal static string Of(string name) => char.ToLowerInvariant(name[0]) + name[1..];
    }

    private sealed class CuttingStringConverter : JsonConverter<string>
    {
        public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetString();

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options)
        {
            if (value.Length <= MaxText)
            {
                writer.WriteStringValue(value);
                return;
            }

            writer.WriteStringValue($"{value.AsSpan(0, MaxText)}… ({value.Length} characters)");
        }
    }
}
