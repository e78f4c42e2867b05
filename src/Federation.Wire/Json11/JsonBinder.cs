using System.Text.Json;
using System.Text.Unicode;

using Federation.Wire.Shapes;

namespace Federation.Wire.Json11;

/// <summary>Makes request records from JSON; members that the shape does not know are passed over, as AWS does.</summary>
internal static class JsonBinder
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = WireLimits.Depth };

    public static WireBinding Bind<T>(StructureShape<T> shape, WireRequest request)
        where T : class
    {
        // A body may be left out where every member may.
        var body = request.Body.IsEmpty ? "{}"u8 : request.Body.Span;
        if (!Utf8.IsValid(body))
        {
            return Refuse("The payload is not UTF-8");
        }

        try
        {
            var reader = new Utf8JsonReader(body, Options);
            reader.Read();
            var bound = shape.ReadJson(ref reader);
            return reader.Read() ? Refuse("Unexpected data after the payload") : WireBinding.Bound(bound!);
        }
        catch (SerializationException exception)
        {
            return Refuse(exception.Message);
        }
        catch (JsonException)
        {
            // The parser's own text names positions and quotes input; AWS's does not.
            return Refuse("The payload is not valid JSON");
        }
        catch (InvalidOperationException)
        {
            // The reader's answer to a text with half a surrogate pair.
            return Refuse("A text in the payload is not valid Unicode");
        }
    }

    private static WireBinding Refuse(string message) => WireBinding.Refused(new WireError("SerializationException", 400, message));
}
