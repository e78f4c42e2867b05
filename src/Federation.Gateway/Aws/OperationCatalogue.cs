using Federation.Services.Pipeline;
using Federation.Wire;
using Federation.Wire.Routing;

namespace Federation.Gateway.Aws;

/// <summary>Joins operations and their wire shapes, compiled once at start. Operations of the portal have no wire.</summary>
public sealed class OperationCatalogue
{
    private static readonly ServiceModel[] Services = [ServiceModel.Sts, ServiceModel.Iam, ServiceModel.Organizations, ServiceModel.CloudTrail, ServiceModel.Federation];
    private readonly Dictionary<OperationShape, IOperation> _operations = [];

    /// <summary>Compiles the shapes of every operation of the registry.</summary>
    public OperationCatalogue(OperationRegistry registry)
    {
        ArgumentNullException.ThrowIfNull(registry);
        foreach (var operation in registry.All.Where(operation => operation.Descriptor.Authentication != Authentication.Portal))
        {
            var service = Services.Single(candidate => candidate.Name == operation.Descriptor.Service);
            _operations[OperationShape.Create(service, operation.Descriptor.Name, operation.RequestType, operation.ResponseType)] = operation;
        }

        Router = new AwsRequestRouter(_operations.Keys);
    }

    /// <summary>Finds the shape of a request.</summary>
    public AwsRequestRouter Router { get; }

    /// <summary>The operation of a shape.</summary>
    public IOperation OperationOf(OperationShape shape) => _operations[shape];
}
