using System.Buffers;
using System.Runtime.Serialization;

using Federation.Wire.Json11;
using Federation.Wire.Query;
using Federation.Wire.Shapes;

namespace Federation.Wire;

/// <summary>
/// The wire form of one operation, compiled once from its request and response records: wire members are the public properties, named as the property or by
/// <see cref="DataMemberAttribute"/>. A response record without members has no result element, unless <see cref="DataContractAttribute"/> says that the service's model has one.
/// </summary>
public abstract class OperationShape
{
    private protected OperationShape(ServiceModel service, string name) => (Service, Name) = (service, name);

    /// <summary>The service that the operation belongs to.</summary>
    public ServiceModel Service { get; }

    /// <summary>The name of the operation, for example <c>GetCallerIdentity</c>.</summary>
    public string Name { get; }

    /// <summary>The type of the request record.</summary>
    public abstract Type RequestType { get; }

    /// <summary>The type of the response record.</summary>
    public abstract Type ResponseType { get; }

    /// <summary>Compiles the shape of an operation.</summary>
    /// <exception cref="NotSupportedException">A member has a type that has no wire form.</exception>
    public static OperationShape Create<TRequest, TResponse>(ServiceModel service, string name)
        where TRequest : class
        where TResponse : class
    {
        ArgumentNullException.ThrowIfNull(service);
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new OperationShape<TRequest, TResponse>(service, name);
    }

    /// <summary>Compiles the shape of an operation whose types are known at run time only.</summary>
    /// <exception cref="NotSupportedException">A member has a type that has no wire form.</exception>
    public static OperationShape Create(ServiceModel service, string name, Type requestType, Type responseType)
    {
        ArgumentNullException.ThrowIfNull(service);
        ArgumentException.ThrowIfNullOrEmpty(name);
        return (OperationShape)Activator.CreateInstance(typeof(OperationShape<,>).MakeGenericType(requestType, responseType), service, name)!;
    }

    /// <summary>Makes the request record from a request of the service's protocol.</summary>
    /// <param name="request">The request.</param>
    /// <param name="parameters">The parameters, where the router has read them already; null reads them here.</param>
    public abstract WireBinding Bind(WireRequest request, QueryParameters? parameters = null);

    /// <summary>Writes the body of a successful answer.</summary>
    /// <param name="output">Receives UTF-8.</param>
    /// <param name="response">A record of <see cref="ResponseType"/>.</param>
    /// <param name="requestId">The request id, which query answers repeat in the body.</param>
    public abstract void WriteResponse(IBufferWriter<byte> output, object response, string requestId);

    /// <summary>The Content-Type of the answers.</summary>
    public string ContentType => Service.Protocol == WireProtocol.Query ? WireContentTypes.Xml : WireContentTypes.Json11;
}

internal sealed class OperationShape<TRequest, TResponse> : OperationShape
    where TRequest : class
    where TResponse : class
{
    private readonly StructureShape<TRequest> _request;
    private readonly StructureShape<TResponse> _response;
    private readonly QueryEnvelope _envelope;

    public OperationShape(ServiceModel service, string name)
        : base(service, name)
    {
        _request = ShapeRegistry.Structure<TRequest>();
        _response = ShapeRegistry.Structure<TResponse>();
        _envelope = new QueryEnvelope(service, name, hasResult: _response.HasMembers || typeof(TResponse).IsDefined(typeof(DataContractAttribute), inherit: false));
    }

    public override Type RequestType => typeof(TRequest);

    public override Type ResponseType => typeof(TResponse);

    public override WireBinding Bind(WireRequest request, QueryParameters? parameters = null)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Service.Protocol == WireProtocol.Query ? QueryBinder.Bind(_request, request, parameters) : JsonBinder.Bind(_request, request);
    }

    public override void WriteResponse(IBufferWriter<byte> output, object response, string requestId)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(requestId);
        var typed = (TResponse)response;
        if (Service.Protocol == WireProtocol.Query)
        {
            var writer = new XmlBodyWriter(output);
            _envelope.WriteStart(writer);
            _response.WriteXml(writer, typed);
            _envelope.WriteEnd(writer, requestId);
        }
        else
        {
            JsonBody.Write(output, _response, typed);
        }
    }
}
