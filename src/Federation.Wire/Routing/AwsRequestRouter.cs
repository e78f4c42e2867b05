using System.Collections.Frozen;

using Federation.Wire.Query;
using Federation.Wire.SigV4;

namespace Federation.Wire.Routing;

/// <summary>
/// Decides which operation a request to the AWS endpoint asks for: JSON services by the prefix in X-Amz-Target, query services by Version, and where that is absent by
/// the service that the signature names.
/// </summary>
public sealed class AwsRequestRouter
{
    private const int ShownLength = 128;
    private readonly FrozenDictionary<(string Service, string Operation), OperationShape> _operations;
    private readonly ServiceModel[] _queryServices;
    private readonly FrozenDictionary<string, ServiceModel> _jsonServices;

    /// <summary>Makes a router over all operations of the endpoint.</summary>
    /// <exception cref="ArgumentException">Two operations of a service have one name.</exception>
    public AwsRequestRouter(IEnumerable<OperationShape> operations)
    {
        ArgumentNullException.ThrowIfNull(operations);
        var all = operations.ToArray();
        var byName = new Dictionary<(string, string), OperationShape>();
        foreach (var operation in all)
        {
            if (!byName.TryAdd((operation.Service.Name, operation.Name), operation))
            {
                throw new ArgumentException($"{operation.Service.Name} has two operations {operation.Name}", nameof(operations));
            }
        }

        _operations = byName.ToFrozenDictionary();
        var services = all.Select(operation => operation.Service).DistinctBy(service => service.Name).ToArray();
        _queryServices = [.. services.Where(service => service.Protocol == WireProtocol.Query)];
        _jsonServices = services.Where(service => service.Protocol == WireProtocol.Json11)
            .SelectMany(service => service.TargetPrefixes, (service, prefix) => (service, prefix))
            .ToFrozenDictionary(pair => pair.prefix, pair => pair.service, StringComparer.Ordinal);
    }

    /// <summary>Finds the operation of a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="claims">What the request says of its signature, not verified yet; null when it has none.</param>
    public WireRoute Route(WireRequest request, SignatureClaims? claims)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.CountHeader(WireHeaderNames.Target, out var target) switch
        {
            0 => RouteQuery(request, claims),
            1 => RouteJson(request, target!),
            _ => WireRoute.Refused(FallbackJson, UnknownOperation),
        };
    }

    private static ServiceModel FallbackJson => ServiceModel.Federation;

    // The front end's word for it; JSON services answer it as UnknownOperationException.
    private static WireError UnknownOperation { get; } = new("InvalidAction", 400, "The operation that X-Amz-Target names is not known.");

    private WireRoute RouteJson(WireRequest request, string target)
    {
        var dot = target.LastIndexOf('.');
        if (dot < 0 || !_jsonServices.TryGetValue(target[..dot], out var service))
        {
            return WireRoute.Refused(FallbackJson, UnknownOperation);
        }

        return request.Method == "POST" && IsJson(request) && _operations.TryGetValue((service.Name, target[(dot + 1)..]), out var operation)
            ? WireRoute.Found(operation)
            : WireRoute.Refused(service, UnknownOperation);
    }

    private static bool IsJson(WireRequest request)
    {
        var mediaType = request.GetHeader("Content-Type").AsSpan();
        var end = mediaType.IndexOf(';');
        return (end < 0 ? mediaType : mediaType[..end]).Trim().Equals(WireContentTypes.Json11, StringComparison.OrdinalIgnoreCase);
    }

    private WireRoute RouteQuery(WireRequest request, SignatureClaims? claims)
    {
        var signed = Array.Find(_queryServices, service => claims is not null && service.SigningNames.Contains(claims.Service, StringComparer.Ordinal));
        var parameters = QueryParameters.Read(request, out var error);
        if (parameters is null)
        {
            return WireRoute.Refused(signed ?? ServiceModel.Sts, error!);
        }

        var version = parameters.Get("Version"u8);
        var service = version is null ? signed : Array.Find(_queryServices, candidate => candidate.ApiVersion == version);
        var action = parameters.Get("Action"u8);
        if (string.IsNullOrEmpty(action))
        {
            return WireRoute.Refused(
                service ?? signed ?? ServiceModel.Sts, new WireError("MissingAction", 400, "The request is missing an action or a required parameter."));
        }

        return service is not null && _operations.TryGetValue((service.Name, action), out var operation)
            ? WireRoute.Found(operation, parameters)
            : WireRoute.Refused(service ?? signed ?? ServiceModel.Sts, new WireError(
                "InvalidAction", 400, $"Could not find operation {Shorten(action)} for version {Shorten(version ?? "NO_VERSION_SPECIFIED")}"));
    }

    private static string Shorten(string text) => text.Length <= ShownLength ? text : text[..ShownLength];
}
