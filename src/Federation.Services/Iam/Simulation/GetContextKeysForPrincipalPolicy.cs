using System.ComponentModel.DataAnnotations;
using Federation.Model.Results;
using Federation.Services.Pipeline;
using Federation.Services.Pipeline.Validation;

namespace Federation.Services.Iam.Simulation;

/// <summary>AWS: GetContextKeysForPrincipalPolicy.</summary>
public sealed record GetContextKeysForPrincipalPolicyRequest
{
    /// <summary>ARN of a user, group or role of the account.</summary>
    [Required, Length(20, 2048)]
    public string? PolicySourceArn { get; init; }

    /// <summary>Identity policies beside those of the principal.</summary>
    [ElementLength(1, 131_072), ElementPattern(SimulationRules.DocumentPattern)]
    public IReadOnlyList<string>? PolicyInputList { get; init; }
}

/// <summary>Lists the context keys that the policies of a user (its groups' included), group or role look at.</summary>
public sealed class GetContextKeysForPrincipalPolicy : ReadOperation<GetContextKeysForPrincipalPolicyRequest, ContextKeysResponse>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "GetContextKeysForPrincipalPolicy", AccessLevel.Read);

    /// <inheritdoc/>
    protected override Task<Result<IReadOnlyList<Demand>>> DemandsAsync(GetContextKeysForPrincipalPolicyRequest request, OperationContext context, CancellationToken cancellationToken) =>
        PolicySources.DemandAsync(Descriptor.Action, request.PolicySourceArn!, context, cancellationToken);

    /// <inheritdoc/>
    protected override async Task<Result<ContextKeysResponse>> HandleAsync(GetContextKeysForPrincipalPolicyRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        var source = await PolicySources.FindAsync(request.PolicySourceArn!, context, cancellationToken);
        return source.Succeeded ? SimulationRules.KeysOf(source.Value.Policies, request.PolicyInputList) : source.Error;
    }
}
