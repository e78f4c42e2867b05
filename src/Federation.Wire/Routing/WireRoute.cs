using System.Diagnostics.CodeAnalysis;

using Federation.Wire.Query;

namespace Federation.Wire.Routing;

/// <summary>Which operation a request asks for, or why there is none.</summary>
public readonly record struct WireRoute
{
    private WireRoute(ServiceModel service, OperationShape? operation, QueryParameters? parameters, WireError? error) =>
        (Service, Operation, Parameters, Error) = (service, operation, parameters, error);

    /// <summary>The service; where none could be told, one of the request's protocol, in whose words the error is answered.</summary>
    public ServiceModel Service { get; }

    /// <summary>The operation.</summary>
    public OperationShape? Operation { get; }

    /// <summary>The parameters of a query request, for <see cref="OperationShape.Bind"/>; null for JSON.</summary>
    public QueryParameters? Parameters { get; }

    /// <summary>Why there is no operation.</summary>
    public WireError? Error { get; }

    /// <summary>True when there is an operation.</summary>
    [MemberNotNullWhen(true, nameof(Operation))]
    [MemberNotNullWhen(false, nameof(Error))]
    public bool IsFound => Operation is not null;

    internal static WireRoute Found(OperationShape operation, QueryParameters? parameters = null) => new(operation.Service, operation, parameters, null);

    internal static WireRoute Refused(ServiceModel service, WireError error) => new(service, null, null, error);
}
