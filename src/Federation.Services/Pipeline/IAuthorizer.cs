using Federation.Model.Results;

namespace Federation.Services.Pipeline;

/// <summary>Decides demands. The same decision answers the wire, the portal, the console, the simulator and the applications.</summary>
public interface IAuthorizer
{
    /// <summary>Null where the demand is met; otherwise AccessDenied in AWS's words, the deciding statements in its Detail.</summary>
    Task<AwsError?> AuthorizeAsync(Demand demand, OperationContext context, CancellationToken cancellationToken);
}
