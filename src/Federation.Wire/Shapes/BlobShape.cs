using System.Text.Json;

using Federation.Wire.Query;

namespace Federation.Wire.Shapes;

/// <summary>Bytes, which both protocols carry in base64.</summary>
internal sealed class BlobShape : ValueShape<byte[]>
{
    public override byte[]? ReadQuery(QueryNode node, BindingContext context)
    {
        if (node.ReadText(context) is not { } text)
        {
            return null;
        }

        var bytes = new byte[text.Length];
        if (!Convert.TryFromBase64String(text, bytes, out var length))
        {
            // The value may be a key or a seed: it is not repeated.
            context.AddInvalidValue(node.Name, value: null, "must be base64");
            return null;
        }

        return bytes[..length];
    }

    public override byte[]? ReadJson(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String && reader.TryGetBytesFromBase64(out var bytes) ? bytes : throw JsonTokens.CannotBe(reader.TokenType, "Blob");

    public override void WriteXml(XmlBodyWriter writer, byte[] value) => writer.WriteText(Convert.ToBase64String(value));

    public override bool IsEmptyXml(byte[] value) => value.Length == 0;

    public override void WriteJson(Utf8JsonWriter writer, byte[] value) => writer.WriteBase64StringValue(value);
}
