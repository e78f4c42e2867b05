using System.Text.Json;

using Federation.Wire.Query;

namespace Federation.Wire.Shapes;

internal sealed class StringShape : ValueShape<string>
{
    public override string? ReadQuery(QueryNode node, BindingContext context) => node.ReadText(context);

    public override string? ReadJson(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String ? reader.GetString() : throw JsonTokens.CannotBe(reader.TokenType, "String");

    public override void WriteXml(XmlBodyWriter writer, string value) => writer.WriteText(value);

    public override bool IsEmptyXml(string value) => value.Length == 0;

    public override void WriteJson(Utf8JsonWriter writer, string value) => writer.WriteStringValue(value);
}
