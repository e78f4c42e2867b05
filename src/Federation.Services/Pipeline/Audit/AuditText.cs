using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Federation.Services.Pipeline.Audit;

/// <summary>
/// How much of a long text a record holds. Whoever changes something decides what stands in it and before what, and so nothing that came into force may hide behind blanks: a JSON
/// document loses the white space between its parts and nothing else, and a text that is cut says so with its length and its SHA-256.
/// </summary>
internal static class AuditText
{
    /// <summary>A text up to this is kept as it came, characters; of a longer one that is cut, this much is kept.</summary>
    internal const int Short = 4096;

    /// <summary>Documents of calls that changed nothing: AWS's longest quota of one.</summary>
    internal const int MostOfRefused = 10_240;

    /// <summary>Whatever came into force: the longest document that any operation takes, so that none is cut.</summary>
    internal const int Most = 131_072;

    /// <summary>What a record holds of a text, of a JSON document at most the one number of characters and of any other text at most the other.</summary>
    internal static string Of(string text, int mostOfDocument, int mostOfText)
    {
        if (text.Length <= Short)
        {
            return text;
        }

        var isDocument = text.AsSpan().TrimStart(" \t\r\n").StartsWith('{');
        var kept = isDocument ? Minified(text) : text;
        return kept.Length <= (isDocument ? mostOfDocument : mostOfText) ? kept : $"{kept.AsSpan(0, Math.Min(kept.Length, Short))}… (cut: {text.Length} characters, SHA-256 {Sha256(text)})";
    }

    /// <summary>Of the text in UTF-8, 64 lower-case hexadecimal digits.</summary>
    internal static string Sha256(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>RFC 8259 §2: without the white space between tokens. What is within quotation marks stays as it was written.</summary>
    private static string Minified(string json)
    {
        var kept = new StringBuilder(json.Length);
        var isQuoted = false;
        for (var i = 0; i < json.Length; i++)
        {
            var character = json[i];
            if (isQuoted && character == '\\' && i + 1 < json.Length)
            {
                kept.Append(character).Append(json[++i]);
                continue;
            }

            isQuoted ^= character == '"';
            if (isQuoted || character is not (' ' or '\t' or '\r' or '\n'))
            {
                kept.Append(character);
            }
        }

        return kept.ToString();
    }

    /// <summary>Writes texts so.</summary>
    internal sealed class Converter(int mostOfDocument, int mostOfText) : JsonConverter<string>
    {
        public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetString();

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(Of(value, mostOfDocument, mostOfText));
    }
}
