using System.Text.Json;
using Federation.Cli.Policy;

namespace Federation.Cli.Administration;

/// <summary>Prints records of the trail, one a line.</summary>
internal sealed class AuditLines(TextWriter output, OutputFormat format)
{
    private const string ServiceSuffix = ".amazonaws.com";

    /// <summary>Prints a record: when, what, who, from where, and the error where there was one.</summary>
    /// <param name="text">The record as the trail has it.</param>
    public async Task WriteAsync(string text)
    {
        if (format == OutputFormat.Json)
        {
            await output.WriteLineAsync(text);
            return;
        }

        var record = JsonSerializer.Deserialize<JsonElement>(text);
        var service = Text(record, "eventSource") is var source && source.EndsWith(ServiceSuffix, StringComparison.Ordinal) ? source[..^ServiceSuffix.Length] : source;
        var line = $"{Text(record, "eventTime")}\t{service}:{Text(record, "eventName")}\t{Who(record)}\t{Text(record, "sourceIPAddress")}\t{Text(record, "errorCode")}";
        await output.WriteLineAsync(Harmless(line.TrimEnd('\t')));
    }

    private static string Who(JsonElement record)
    {
        var identity = record.GetProperty("userIdentity");
        return new[] { "arn", "userName", "principalId", "invokedBy", "type" }.Select(name => Text(identity, name)).FirstOrDefault(text => text.Length > 0) ?? "";
    }

    private static string Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    /// <summary>A caller chooses its names: none of them may command the terminal of whoever reads the trail.</summary>
    private static string Harmless(string line) => string.Create(line.Length, line, static (span, text) =>
    {
        for (var i = 0; i < text.Length; i++)
        {
            span[i] = char.IsControl(text[i]) && text[i] != '\t' ? '?' : text[i];
        }
    });
}
