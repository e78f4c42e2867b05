using System.Globalization;
using System.Numerics;
using System.Text.Json;

using Federation.Wire.Query;

namespace Federation.Wire.Shapes;

/// <summary>Int32, Int64 and Double.</summary>
internal sealed class NumberShape<T> : ValueShape<T>
    where T : struct, INumber<T>
{
    private static readonly bool IsInteger = typeof(T) != typeof(double);
    private static readonly string JsonName = typeof(T) == typeof(int) ? "Integer" : typeof(T) == typeof(long) ? "Long" : "Double";

    public override T ReadQuery(QueryNode node, BindingContext context)
    {
        if (node.ReadText(context) is not { } text)
        {
            return default;
        }

        if (!T.TryParse(text, IsInteger ? NumberStyles.AllowLeadingSign : NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !T.IsFinite(value))
        {
            context.AddInvalidValue(node.Name, text, IsInteger ? "must be an integer" : "must be a number");
            return default;
        }

        return value;
    }

    public override T ReadJson(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Number
            && T.TryParse(reader.ValueSpan, IsInteger ? NumberStyles.AllowLeadingSign : NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && T.IsFinite(value))
        {
            return value;
        }

        throw JsonTokens.CannotBe(reader.TokenType, JsonName);
    }

    public override void WriteXml(XmlBodyWriter writer, T value) => writer.WriteFormatted(value, IsInteger ? "D" : "R");

    public override void WriteJson(Utf8JsonWriter writer, T value)
    {
        switch (value)
        {
            case int number: writer.WriteNumberValue(number); break;
            case long number: writer.WriteNumberValue(number); break;
            default: writer.WriteNumberValue(double.CreateChecked(value)); break;
        }
    }
}
