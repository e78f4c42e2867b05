using System.Globalization;
using System.Text.Json;

using Federation.Wire.Query;

namespace Federation.Wire.Shapes;

/// <summary>Instants: ISO 8601 in whole seconds with Z over the query protocol, seconds since 1970 as a number in JSON.</summary>
internal sealed class TimestampShape : ValueShape<DateTimeOffset>
{
    private const DateTimeStyles Styles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
    private const decimal GreatestSecond = 253_402_300_799;

    private static readonly string[] Formats =
    [
        "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd", "yyyyMMdd'T'HHmmssK",
    ];

    public override DateTimeOffset ReadQuery(QueryNode node, BindingContext context)
    {
        if (node.ReadText(context) is not { } text)
        {
            return default;
        }

        if (!TryParse(text, out var instant))
        {
            context.AddInvalidValue(node.Name, text, "must be a timestamp in ISO 8601 format");
        }

        return instant;
    }

    public override DateTimeOffset ReadJson(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetDecimal(out var seconds) && seconds is >= 0 and <= GreatestSecond)
        {
            return DateTimeOffset.UnixEpoch.AddTicks((long)(seconds * TimeSpan.TicksPerSecond));
        }

        return reader.TokenType == JsonTokenType.String && TryParse(reader.GetString()!, out var instant)
            ? instant
            : throw JsonTokens.CannotBe(reader.TokenType, "Timestamp");
    }

    public override void WriteXml(XmlBodyWriter writer, DateTimeOffset value) => writer.WriteFormatted(value.UtcDateTime, "yyyy-MM-dd'T'HH:mm:ss'Z'");

    public override void WriteJson(Utf8JsonWriter writer, DateTimeOffset value)
    {
        var milliseconds = value.ToUnixTimeMilliseconds();
        if (milliseconds % 1000 == 0)
        {
            writer.WriteNumberValue(milliseconds / 1000);
        }
        else
        {
            writer.WriteNumberValue(milliseconds / 1000m);
        }
    }

    private static bool TryParse(string text, out DateTimeOffset instant) =>
        DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, Styles, out instant);
}
