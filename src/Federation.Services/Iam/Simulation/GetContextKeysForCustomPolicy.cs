using System.ComponentModel.DataAnnotations;
using Federation.Model.Results;
using Federation.Services.Pipeline;
using Federation.Services.Pipeline.Validation;

namespace Federation.Services.Iam.Simulation;

/// <summary>AWS: GetContextKeysForCustomPolicy.</summary>
public sealed record GetContextKeysForCustomPolicyRequest
{
    /// <summary>Identity policies.</summary>
    [Required, ElementLength(1, 131_072), ElementPattern(SimulationRules.DocumentPattern)]
    public IReadOnlyList<string>? PolicyInputList { get; init; }
}

/// <summary>Lists the context keys that policies of the request look at.</summary>
public sealed class GetContextKeysForCustomPolicy : ReadOperation<GetContextKeysForCustomPolicyRequest, ContextKeysResponse>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "GetContextKeysForCustomPolicy", AccessLevel.Read) { Resource = ActionResource.None };

    /// <inheritdoc/>
    protected override Task<Result<IReadOnlyList<Demand>>> DemandsAsync(GetContextKeysForCustomPolicyRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Task.FromResult(Needs(context, "*"));

    /// <inheritdoc/>
    protected override Task<Result<ContextKeysResponse>> HandleAsync(GetContextKeysForCustomPolicyRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Task.FromResult(SimulationRules.KeysOf([], request.PolicyInputList));
}
