using System.Buffers;
using System.Text.Json;

using Federation.Wire.Json11;
using Federation.Wire.Query;

namespace Federation.Wire;

/// <summary>An error as a service of one protocol answers it.</summary>
public sealed class WireErrorResponse
{
    private readonly ServiceModel _service;
    private readonly WireError _error;

    private WireErrorResponse(ServiceModel service, WireError error)
    {
        _service = service;
        _error = error;
        Code = ErrorCodeNames.For(service, error.Code);
        Status = service.Protocol == WireProtocol.Query ? error.Status : error.IsServerFault ? 500 : 400;
    }

    /// <summary>The code in the words of the service's protocol.</summary>
    public string Code { get; }

    /// <summary>The HTTP status: the error's own for query services; 400 or 500 for JSON services.</summary>
    public int Status { get; }

    /// <summary>The Content-Type of the body.</summary>
    public string ContentType => _service.Protocol == WireProtocol.Query ? WireContentTypes.Xml : WireContentTypes.Json11;

    /// <summary>The value of <see cref="WireHeaderNames.ErrorType"/>, or null where the protocol has no such header.</summary>
    public string? ErrorTypeHeader => _service.Protocol == WireProtocol.Query ? null : Code;

    /// <summary>Puts an error into the words of a service.</summary>
    public static WireErrorResponse Create(ServiceModel service, WireError error)
    {
        ArgumentNullException.ThrowIfNull(service);
        ArgumentNullException.ThrowIfNull(error);
        return new WireErrorResponse(service, error);
    }

    /// <summary>Writes the body.</summary>
    /// <param name="output">Receives UTF-8.</param>
    /// <param name="requestId">The request id, which query errors repeat in the body.</param>
    public void Write(IBufferWriter<byte> output, string requestId)
    {
        ArgumentNullException.ThrowIfNull(output);
        if (_service.Protocol == WireProtocol.Query)
        {
            WriteXml(new XmlBodyWriter(output), requestId);
        }
        else
        {
            WriteJson(output);
        }
    }

    private void WriteXml(XmlBodyWriter writer, string requestId)
    {
        writer.WriteRaw("<ErrorResponse xmlns=\""u8);
        writer.WriteText(_service.XmlNamespace);
        writer.WriteRaw("\"><Error><Type>"u8);
        writer.WriteRaw(_error.IsServerFault ? "Receiver"u8 : "Sender"u8);
        writer.WriteRaw("</Type><Code>"u8);
        writer.WriteText(Code);
        writer.WriteRaw("</Code><Message>"u8);
        writer.WriteText(_error.Message);
        writer.WriteRaw("</Message></Error><RequestId>"u8);
        writer.WriteText(requestId);
        writer.WriteRaw("</RequestId></ErrorResponse>"u8);
    }

    private void WriteJson(IBufferWriter<byte> output)
    {
        using var writer = new Utf8JsonWriter(output, JsonBody.Options);
        writer.WriteStartObject();
        writer.WriteString("__type"u8, Code);
        // One spelling only: readers that ignore case choke on two.
        writer.WriteString(ErrorCodeNames.IsOfFrontEnd(Code) ? "message"u8 : "Message"u8, _error.Message);
        foreach (var (name, value) in _error.Members)
        {
            writer.WriteString(name, value);
        }

        writer.WriteEndObject();
    }
}
