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
/// at every depth: secret keys, session tokens, passwords, assertions and seeds never reach an audit record. Of a member whose text is not written as it came (<see cref="AuditText"/>),
/// a member beside it, <c>…Sha256</c>, tells the whole.
/// </summary>
internal static class AuditJson
{
    private static readonly ConcurrentDictionary<Type, bool> Memberless = new();

    /// <summary>For what was refused and what was only read: nobody fills the trail without changing something.</summary>
    private static readonly JsonSerializerOptions Brief = Options(AddSums);

    /// <summary>For what came into force. SAML metadata, the only member that may be longer than a document, is cut all the same: a trail is no store of ten megabytes.</summary>
    private static readonly JsonSerializerOptions Whole = Options(KeepWhole, AddSums);

    internal static void Write(Utf8JsonWriter writer, object? value, bool isInForce)
    {
        if (value is null || IsMemberless(value.GetType()))
        {
            writer.WriteNullValue();
            return;
        }

        JsonSerializer.Serialize(writer, value, value.GetType(), isInForce ? Whole : Brief);
    }

    private static JsonSerializerOptions Options(params ReadOnlySpan<Action<JsonTypeInfo>> more)
    {
        var resolver = new DefaultJsonTypeInfoResolver { Modifiers = { LeaveOutSecrets, NameAsOnTheWire } };
        foreach (var modifier in more)
        {
            resolver.Modifiers.Add(modifier);
        }

        return new(JsonSerializerDefaults.General)
        {
            PropertyNamingPolicy = new FirstLetterSmall(),
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            TypeInfoResolver = resolver,
            Converters = { new AuditText.Converter(AuditText.MostOfRefused, AuditText.Short) },
        };
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

    private static void KeepWhole(JsonTypeInfo info)
    {
        foreach (var property in info.Properties.Where(property => property.PropertyType == typeof(string) && LongestOf(property) is not > AuditText.Most))
        {
            property.CustomConverter = new AuditText.Converter(AuditText.Most, AuditText.Most);
        }
    }

    /// <summary>Beside each text that may be long, the SHA-256 of the whole where it is not written as it came.</summary>
    private static void AddSums(JsonTypeInfo info)
    {
        foreach (var property in info.Properties.Where(property => property.PropertyType == typeof(string) && LongestOf(property) is not <= AuditText.Short).ToList())
        {
            var isWhole = property.CustomConverter is not null;
            var (document, text) = isWhole ? (AuditText.Most, AuditText.Most) : (AuditText.MostOfRefused, AuditText.Short);
            var sum = info.CreateJsonPropertyInfo(typeof(string), property.Name + "Sha256");
            sum.Get = owner => property.Get!(owner) is string { Length: > AuditText.Short } value && AuditText.Of(value, document, text) != value ? AuditText.Sha256(value) : null;
            info.Properties.Add(sum);
        }
    }

    /// <summary>The longest text that the member takes, characters; null where no bound is declared, as in answers.</summary>
    private static int? LongestOf(JsonPropertyInfo property) =>
        property.AttributeProvider?.GetCustomAttributes(typeof(LengthAttribute), inherit: true) is [LengthAttribute length] ? length.MaximumLength : null;

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
}
