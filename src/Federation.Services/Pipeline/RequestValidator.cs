using System.Collections.Concurrent;
using Federation.Model.Results;
using Federation.Services.Pipeline.Validation;

namespace Federation.Services.Pipeline;

/// <summary>Checks requests by the shapes of their records. The code is the query services'; the wire gives JSON services theirs.</summary>
internal sealed class RequestValidator : IRequestValidator
{
    private readonly ConcurrentDictionary<Type, ShapeValidator> _validators = new();

    /// <inheritdoc/>
    public AwsError? Validate(object request, OperationDescriptor operation)
    {
        var validation = _validators.GetOrAdd(request.GetType(), ShapeValidator.For).Validate(request);
        if (validation.IsValid)
        {
            return null;
        }

        // Organizations' InvalidInputException says by its Reason which kind of constraint was violated, and scripts read it.
        var error = CommonErrors.Validation(validation.Message);
        return operation.Service == "organizations"
            ? error with { Members = new Dictionary<string, string>(StringComparer.Ordinal) { ["Reason"] = validation.Violations[0].Reason } }
            : error;
    }
}
