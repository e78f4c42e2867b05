using System.Text.Json;
using System.Text.Json.Serialization;

namespace Federation.Services.Traces;

/// <summary>
/// Writes checks as one flat array, since there are some fifty of each login: of each check its rule, a number of the <see cref="Parts"/> that follow, and these. Reads the
/// objects of earlier builds too.
/// </summary>
internal sealed class TraceChecksConverter : JsonConverter<IReadOnlyList<TraceCheck>>
{
    [Flags]
    private enum Parts
    {
        Passed = 1,
        Expected = 2,
        Actual = 4,
        ActualIsExpected = 8,
        Target = 16,
    }

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<TraceCheck> value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var (rule, passed, expected, actual, target) in value)
        {
            var isSame = actual is not null && actual == expected;
            var parts = (passed ? Parts.Passed : 0) | (expected is null ? 0 : Parts.Expected) | (isSame ? Parts.ActualIsExpected : actual is null ? 0 : Parts.Actual)
                | (target is null ? 0 : Parts.Target);
            writer.WriteStringValue(rule);
            writer.WriteNumberValue((int)parts);
            if (expected is not null)
            {
                writer.WriteStringValue(expected);
            }

            if (actual is not null && !isSame)
            {
                writer.WriteStringValue(actual);
            }

            if (target is not null)
            {
                writer.WriteStringValue(target);
            }
        }

        writer.WriteEndArray();
    }

    public override IReadOnlyList<TraceCheck> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException("checks are an array");
        }

        var checks = new List<TraceCheck>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            checks.Add(reader.TokenType == JsonTokenType.StartObject ? JsonSerializer.Deserialize(ref reader, LoginTraceJson.Default.TraceCheck)! : ReadParts(ref reader));
        }

        return checks;
    }

    private static TraceCheck ReadParts(ref Utf8JsonReader reader)
    {
        var rule = reader.GetString() ?? throw new JsonException("a check has a rule");
        reader.Read();
        var parts = (Parts)reader.GetInt32();
        var expected = Next(ref reader, parts, Parts.Expected);
        var actual = Next(ref reader, parts, Parts.Actual) ?? (parts.HasFlag(Parts.ActualIsExpected) ? expected : null);
        return new TraceCheck(rule, parts.HasFlag(Parts.Passed), expected, actual, Next(ref reader, parts, Parts.Target));
    }

    private static string? Next(ref Utf8JsonReader reader, Parts parts, Parts part)
    {
        if (!parts.HasFlag(part))
        {
            return null;
        }

        reader.Read();
        return reader.GetString();
    }
}
