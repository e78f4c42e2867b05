using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

using Federation.Wire.Shapes;

namespace Federation.Wire.Json11;

/// <summary>Writes JSON answers.</summary>
internal static class JsonBody
{
    /// <summary>The answers are never part of a page (their media type is AWS's own), so that only what JSON itself wants is escaped.</summary>
    public static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    [ThreadStatic]
    private static Utf8JsonWriter? _writer;

    public static void Write<T>(IBufferWriter<byte> output, StructureShape<T> shape, T value)
        where T : class
    {
        var writer = _writer ??= new Utf8JsonWriter(output, Options);
        try
        {
            writer.Reset(output);
            shape.WriteJson(writer, value);
            writer.Flush();
        }
        catch
        {
            // A writer that stopped half way is not used again.
            _writer = null;
            throw;
        }
        finally
        {
            _writer?.Reset(NoOutput);
        }
    }

    /// <summary>Keeps the cached writer from holding on to a request's buffer.</summary>
    private static readonly ArrayBufferWriter<byte> NoOutput = new();
}
