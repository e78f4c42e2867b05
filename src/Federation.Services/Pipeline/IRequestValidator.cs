using Federation.Model.Results;

namespace Federation.Services.Pipeline;

/// <summary>Checks a request record against the constraints of its shape.</summary>
public interface IRequestValidator
{
    /// <summary>All violations at once, in AWS's words; null where there are none.</summary>
    /// <param name="request">The request record.</param>
    /// <param name="operation">The operation, whose service decides the error's code.</param>
    AwsError? Validate(object request, OperationDescriptor operation);
}
