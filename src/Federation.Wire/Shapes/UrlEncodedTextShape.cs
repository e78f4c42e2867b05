using System.Text.Json;

using Federation.Wire.Query;

namespace Federation.Wire.Shapes;

/// <summary>A policy document, which query answers carry percent-encoded by RFC 3986; requests and JSON carry it plain.</summary>
internal sealed class UrlEncodedTextShape : ValueShape<string>
{
    public override string? ReadQuery(QueryNode node, BindingContext context) => node.ReadText(context);

    public override string? ReadJson(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String ? reader.GetString() : throw JsonTokens.CannotBe(reader.TokenType, "String");

    public override void WriteXml(XmlBodyWriter writer, string value) => writer.WritePercentEncoded(value);

    public override bool IsEmptyXml(string value) => value.Length == 0;

    public override void WriteJson(Utf8JsonWriter writer, string value) => writer.WriteStringValue(value);
}
