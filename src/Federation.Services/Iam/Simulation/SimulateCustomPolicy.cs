using System.ComponentModel.DataAnnotations;
using Federation.Model.Results;
using Federation.Services.Pipeline;
using Federation.Services.Pipeline.Validation;

namespace Federation.Services.Iam.Simulation;

/// <summary>AWS: SimulateCustomPolicy.</summary>
public sealed record SimulateCustomPolicyRequest : ISimulationRequest
{
    /// <summary>Identity policies.</summary>
    [Required, ElementLength(1, 131_072), ElementPattern(SimulationRules.DocumentPattern)]
    public IReadOnlyList<string>? PolicyInputList { get; init; }

    /// <summary>At most one boundary.</summary>
    [ElementLength(1, 131_072), ElementPattern(SimulationRules.DocumentPattern)]
    public IReadOnlyList<string>? PermissionsBoundaryPolicyInputList { get; init; }

    /// <summary>Actions, <c>service:Name</c> without wildcards.</summary>
    [Required, ElementLength(3, 128)]
    public IReadOnlyList<string>? ActionNames { get; init; }

    /// <summary>Resources; all of them where there are none.</summary>
    [ElementLength(1, 2048)]
    public IReadOnlyList<string>? ResourceArns { get; init; }

    /// <summary>The policy that stands on each of the resources.</summary>
    [Length(1, 131_072), RegularExpression(SimulationRules.DocumentPattern)]
    public string? ResourcePolicy { get; init; }

    /// <summary>Account of resources whose ARNs name none, as the ARN of its root.</summary>
    [Length(1, 2048)]
    public string? ResourceOwner { get; init; }

    /// <summary>The user who is to be the caller.</summary>
    [Length(1, 2048)]
    public string? CallerArn { get; init; }

    /// <summary>Context keys.</summary>
    public IReadOnlyList<ContextEntryShape>? ContextEntries { get; init; }

    /// <summary>A scenario of ec2:RunInstances.</summary>
    [Length(1, 64)]
    public string? ResourceHandlingOption { get; init; }

    /// <summary>At most this many results; 100 by default.</summary>
    [Range(1, 1000)]
    public int? MaxItems { get; init; }

    /// <summary>Marker of the page before.</summary>
    [Length(1, 320), RegularExpression(@"[\u0020-\u00FF]+")]
    public string? Marker { get; init; }
}

/// <summary>Tells what policies of the request would allow: the evaluator of every call, asked dry.</summary>
public sealed class SimulateCustomPolicy : ReadOperation<SimulateCustomPolicyRequest, SimulatePolicyResponse>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "SimulateCustomPolicy", AccessLevel.Read) { Resource = ActionResource.None, Differs = SimulationRules.Differs };

    /// <inheritdoc/>
    protected override Task<Result<IReadOnlyList<Demand>>> DemandsAsync(SimulateCustomPolicyRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Task.FromResult(Needs(context, "*"));

    /// <inheritdoc/>
    protected override Task<Result<SimulatePolicyResponse>> HandleAsync(SimulateCustomPolicyRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        var simulation = PolicySimulation.Read(request, SimulatedPrincipal.Nobody(context.Caller.AccountId), [], null);
        return Task.FromResult(simulation.Succeeded ? simulation.Value.Run(request) : simulation.Error);
    }
}
