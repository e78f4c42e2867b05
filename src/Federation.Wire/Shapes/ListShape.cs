using System.Text.Json;

using Federation.Wire.Query;

namespace Federation.Wire.Shapes;

internal sealed class ListShape<T>(ValueShape<T> element) : ValueShape<IReadOnlyList<T>>
{
    public override IReadOnlyList<T>? ReadQuery(QueryNode node, BindingContext context)
    {
        if (!context.TryEnter())
        {
            return null;
        }

        var list = new List<T>();
        foreach (var item in node.Elements("member"u8, context))
        {
            var value = item.IsElement(list.Count, context) ? element.ReadQuery(item, context) : default;
            if (value is not null)
            {
                list.Add(value);
            }
        }

        context.Leave();
        return list;
    }

    public override IReadOnlyList<T>? ReadJson(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw reader.TokenType == JsonTokenType.StartObject ? JsonTokens.CannotBe(reader.TokenType, "List") : new SerializationException("Expected list or null");
        }

        var list = new List<T>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (list.Count == WireLimits.Elements)
            {
                throw new SerializationException($"more than {WireLimits.Elements} elements in a list");
            }

            // A list without nulls is what every handler expects.
            var value = reader.TokenType == JsonTokenType.Null ? throw new SerializationException("null found where not expected") : element.ReadJson(ref reader);
            list.Add(value!);
        }

        return list;
    }

    public override void WriteXml(XmlBodyWriter writer, IReadOnlyList<T> value)
    {
        for (var i = 0; i < value.Count; i++)
        {
            if (element.IsEmptyXml(value[i]))
            {
                writer.WriteRaw("<member/>"u8);
                continue;
            }

            writer.WriteRaw("<member>"u8);
            element.WriteXml(writer, value[i]);
            writer.WriteRaw("</member>"u8);
        }
    }

    public override bool IsEmptyXml(IReadOnlyList<T> value) => value.Count == 0;

    public override void WriteJson(Utf8JsonWriter writer, IReadOnlyList<T> value)
    {
        writer.WriteStartArray();
        for (var i = 0; i < value.Count; i++)
        {
            element.WriteJson(writer, value[i]);
        }

        writer.WriteEndArray();
    }
}
