using System.Globalization;
using Federation.Model.Results;
using Federation.Policy;

namespace Federation.Services.Iam.Simulation;

/// <summary>A simulation whose parameters were read: every action is asked on every resource.</summary>
internal sealed class PolicySimulation
{
    private readonly SimulatedCase _case;
    private readonly IReadOnlyList<string> _actions;
    private readonly IReadOnlyList<string> _resources;

    private PolicySimulation(SimulatedCase simulated, ISimulationRequest request)
    {
        _case = simulated;
        _actions = request.ActionNames!;
        _resources = request.ResourceArns is { Count: > 0 } resources ? resources : ["*"];
    }

    /// <summary>Reads the parameters.</summary>
    /// <param name="request">The request.</param>
    /// <param name="principal">The principal whose policies these are.</param>
    /// <param name="stored">Its identity policies.</param>
    /// <param name="storedBoundary">Its boundary; one of the request stands in its place.</param>
    /// <param name="isBound">Whether policies of an organization bind its account.</param>
    internal static Result<PolicySimulation> Read(
        ISimulationRequest request, SimulatedPrincipal principal, IReadOnlyList<SourcePolicy> stored, SourcePolicy? storedBoundary, bool isBound = false)
    {
        if (SimulationRules.Check(request) is { } invalid)
        {
            return invalid;
        }

        var caller = request.CallerArn is { } arn ? SimulatedPrincipal.OfCaller(arn) : principal;
        if (caller is null)
        {
            return IamErrors.InvalidInput($"Invalid caller {request.CallerArn}: it is the ARN of a user.");
        }

        if (request.ResourcePolicy is not null && !caller.CanBeNamed)
        {
            return IamErrors.InvalidInput("A resource policy needs a CallerArn: its Principal is compared with that user.");
        }

        var owner = string.Empty;
        if (request.ResourceOwner is { } ownerArn && !TryReadOwner(ownerArn, out owner))
        {
            return IamErrors.InvalidInput($"Invalid resource owner {ownerArn}: it is the ARN of an account.");
        }

        var keys = new RequestContext();
        principal.Fill(keys);
        caller.Fill(keys);
        if (SimulatedContext.Fill(keys, request.ContextEntries) is { } wrong)
        {
            return wrong;
        }

        var policies = ReadPolicies(request, stored, storedBoundary);
        return policies.Succeeded
            ? new PolicySimulation(new SimulatedCase(policies.Value, caller.Principal, keys, owner.Length > 0 ? owner : caller.Principal.AccountId!, isBound), request)
            : policies.Error;
    }

    /// <summary>The page of results that the request asks for.</summary>
    internal Result<SimulatePolicyResponse> Run(ISimulationRequest request)
    {
        var after = Paging.ReadMarker(request.Marker);
        var first = 0;
        if (!after.Succeeded || (request.Marker is not null && !int.TryParse(after.Value, NumberStyles.None, CultureInfo.InvariantCulture, out first)))
        {
            return CommonErrors.Validation("Invalid Marker.");
        }

        var total = (long)_actions.Count * _resources.Count;
        var last = Math.Min(total, (long)first + (request.MaxItems ?? Paging.DefaultItems));
        var results = new List<EvaluationResultShape>();
        for (long i = first; i < last; i++)
        {
            results.Add(_case.Evaluate(_actions[(int)(i / _resources.Count)], _resources[(int)(i % _resources.Count)]));
        }

        return new SimulatePolicyResponse
        {
            EvaluationResults = results,
            IsTruncated = last < total,
            Marker = last < total ? Paging.WriteMarker(last.ToString(CultureInfo.InvariantCulture)) : null,
        };
    }

    private static Result<SimulatedPolicies> ReadPolicies(ISimulationRequest request, IReadOnlyList<SourcePolicy> stored, SourcePolicy? storedBoundary)
    {
        var own = SimulationRules.Read(stored, PolicyKind.Identity);
        var given = SimulationRules.Read(request.PolicyInputList, nameof(request.PolicyInputList), PolicyKind.Identity);
        var boundary = request.PermissionsBoundaryPolicyInputList is { Count: > 0 } list
            ? SimulationRules.Read(list, nameof(request.PermissionsBoundaryPolicyInputList), PolicyKind.PermissionsBoundary)
            : SimulationRules.Read(storedBoundary is null ? [] : [storedBoundary], PolicyKind.PermissionsBoundary);
        var resource = SimulationRules.Read(request.ResourcePolicy is { } text ? [text] : null, nameof(request.ResourcePolicy), PolicyKind.Resource);
        return (own.Error ?? given.Error ?? boundary.Error ?? resource.Error) is { } error
            ? error
            : new SimulatedPolicies([.. own.Value!, .. given.Value!], boundary.Value!.SingleOrDefault(), resource.Value!.SingleOrDefault());
    }

    private static bool TryReadOwner(string arn, out string account)
    {
        account = Arn.TryParse(arn, out var parsed) ? parsed.AccountId : string.Empty;
        return Model.Identifiers.AccountId.TryCreate(account, out _);
    }
}

/// <summary>The policies of a simulation.</summary>
/// <param name="Identity">Identity policies, counted together.</param>
/// <param name="Boundary">The boundary, if there is one.</param>
/// <param name="Resource">The policy of the resources, if there is one.</param>
internal sealed record SimulatedPolicies(IReadOnlyList<CompiledSource> Identity, CompiledSource? Boundary, CompiledSource? Resource)
{
    /// <summary>All of them.</summary>
    internal IEnumerable<CompiledSource> All => Identity.Concat(new[] { Boundary, Resource }.OfType<CompiledSource>());
}
