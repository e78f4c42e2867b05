using System.Text.Json;

using Federation.Wire.Query;

namespace Federation.Wire.Shapes;

/// <summary>Maps with text keys: <c>entry.1.key</c> and <c>entry.1.value</c> in parameters, <c>&lt;entry&gt;</c> in XML, an object in JSON.</summary>
internal sealed class MapShape<T>(ValueShape<T> element) : ValueShape<IReadOnlyDictionary<string, T>>
{
    public override IReadOnlyDictionary<string, T>? ReadQuery(QueryNode node, BindingContext context)
    {
        if (!context.TryEnter())
        {
            return null;
        }

        var map = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (var entry in node.Elements("entry"u8, context))
        {
            if (!entry.IsElement(map.Count, context))
            {
                continue;
            }

            string? key = null;
            T? value = default;
            foreach (var child in entry.Children(context))
            {
                if (child.LastSegment.SequenceEqual("key"u8))
                {
                    key = child.ReadText(context);
                }
                else if (child.LastSegment.SequenceEqual("value"u8))
                {
                    value = element.ReadQuery(child, context);
                }
            }

            if (key is null || value is null || !map.TryAdd(key, value))
            {
                context.AddInvalidValue(entry.Name, value: null, "must have a key that occurs once and a value");
            }
        }

        context.Leave();
        return map;
    }

    public override IReadOnlyDictionary<string, T>? ReadJson(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw reader.TokenType == JsonTokenType.StartArray ? JsonTokens.CannotBe(reader.TokenType, "Map") : new SerializationException("Expected map or null");
        }

        var map = new Dictionary<string, T>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var key = reader.GetString()!;
            reader.Read();
            var value = reader.TokenType == JsonTokenType.Null ? throw new SerializationException("null found where not expected") : element.ReadJson(ref reader);
            if (map.Count == WireLimits.Elements || !map.TryAdd(key, value!))
            {
                throw new SerializationException("too many or repeated keys in a map");
            }
        }

        return map;
    }

    public override void WriteXml(XmlBodyWriter writer, IReadOnlyDictionary<string, T> value)
    {
        foreach (var (key, item) in value)
        {
            writer.WriteRaw("<entry><key>"u8);
            writer.WriteText(key);
            writer.WriteRaw("</key><value>"u8);
            element.WriteXml(writer, item);
            writer.WriteRaw("</value></entry>"u8);
        }
    }

    public override bool IsEmptyXml(IReadOnlyDictionary<string, T> value) => value.Count == 0;

    public override void WriteJson(Utf8JsonWriter writer, IReadOnlyDictionary<string, T> value)
    {
        writer.WriteStartObject();
        foreach (var (key, item) in value)
        {
            writer.WritePropertyName(key);
            element.WriteJson(writer, item);
        }

        writer.WriteEndObject();
    }
}
