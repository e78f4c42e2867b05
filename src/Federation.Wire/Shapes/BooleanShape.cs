using System.Text.Json;

using Federation.Wire.Query;

namespace Federation.Wire.Shapes;

internal sealed class BooleanShape : ValueShape<bool>
{
    public override bool ReadQuery(QueryNode node, BindingContext context)
    {
        var text = node.ReadText(context);
        if (text is not null && !text.Equals("true", StringComparison.OrdinalIgnoreCase) && !text.Equals("false", StringComparison.OrdinalIgnoreCase))
        {
            context.AddInvalidValue(node.Name, text, "must be true or false");
        }

        return "true".Equals(text, StringComparison.OrdinalIgnoreCase);
    }

    public override bool ReadJson(ref Utf8JsonReader reader) =>
        reader.TokenType is JsonTokenType.True or JsonTokenType.False ? reader.GetBoolean() : throw JsonTokens.CannotBe(reader.TokenType, "Boolean");

    public override void WriteXml(XmlBodyWriter writer, bool value) => writer.WriteRaw(value ? "true"u8 : "false"u8);

    public override void WriteJson(Utf8JsonWriter writer, bool value) => writer.WriteBooleanValue(value);
}
