using System.ComponentModel.DataAnnotations;
using Federation.Model.Results;
using Federation.Services.Pipeline;
using Federation.Services.Pipeline.Validation;

namespace Federation.Services.Iam.Simulation;

/// <summary>AWS: SimulatePrincipalPolicy.</summary>
public sealed record SimulatePrincipalPolicyRequest : ISimulationRequest
{
    /// <summary>ARN of a user, group or role of the account.</summary>
    [Required, Length(20, 2048)]
    public string? PolicySourceArn { get; init; }

    /// <summary>Identity policies beside those of the principal.</summary>
    [ElementLength(1, 131_072), ElementPattern(SimulationRules.DocumentPattern)]
    public IReadOnlyList<string>? PolicyInputList { get; init; }

    /// <summary>At most one boundary, in the place of the one that the principal has.</summary>
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

/// <summary>Tells what a user, group or role may do: the evaluator of every call, asked dry.</summary>
public sealed class SimulatePrincipalPolicy(Authorization.AccountDirectory accounts) : ReadOperation<SimulatePrincipalPolicyRequest, SimulatePolicyResponse>
{
    /// <inheritdoc/>
    public override OperationDescriptor Descriptor { get; } = new("iam", "SimulatePrincipalPolicy", AccessLevel.Read)
    {
        Differs = SimulationRules.Differs + "; condition keys that the principal itself gives (aws:PrincipalArn, aws:PrincipalTag, aws:username, …) need no context entry",
    };

    /// <inheritdoc/>
    protected override Task<Result<IReadOnlyList<Demand>>> DemandsAsync(SimulatePrincipalPolicyRequest request, OperationContext context, CancellationToken cancellationToken) =>
        PolicySources.DemandAsync(Descriptor.Action, request.PolicySourceArn!, context, cancellationToken);

    /// <inheritdoc/>
    protected override async Task<Result<SimulatePolicyResponse>> HandleAsync(SimulatePrincipalPolicyRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        var source = await PolicySources.FindAsync(request.PolicySourceArn!, context, cancellationToken);
        if (!source.Succeeded)
        {
            return source.Error;
        }

        var account = await accounts.FindAsync(context.Caller.AccountId, cancellationToken);
        // AWS: service control policies do not bind the management account.
        var isBound = account is { Organization: not null, Account.IsManagement: false };
        var simulation = PolicySimulation.Read(request, SimulatedPrincipal.Of(source.Value), source.Value.Policies, source.Value.Boundary, isBound);
        return simulation.Succeeded ? simulation.Value.Run(request) : simulation.Error;
    }
}
