namespace Federation.Services.Iam.Simulation;

/// <summary>What both simulations ask in the same way.</summary>
internal interface ISimulationRequest
{
    /// <summary>Identity policies of the request.</summary>
    IReadOnlyList<string>? PolicyInputList { get; }

    /// <summary>A boundary of the request.</summary>
    IReadOnlyList<string>? PermissionsBoundaryPolicyInputList { get; }

    /// <summary>Actions.</summary>
    IReadOnlyList<string>? ActionNames { get; }

    /// <summary>Resources; all where there are none.</summary>
    IReadOnlyList<string>? ResourceArns { get; }

    /// <summary>The policy of the resources.</summary>
    string? ResourcePolicy { get; }

    /// <summary>Account of resources whose ARNs name none, as the ARN of its root.</summary>
    string? ResourceOwner { get; }

    /// <summary>The user who calls.</summary>
    string? CallerArn { get; }

    /// <summary>Context keys.</summary>
    IReadOnlyList<ContextEntryShape>? ContextEntries { get; }

    /// <summary>A scenario of ec2:RunInstances.</summary>
    string? ResourceHandlingOption { get; }

    /// <summary>At most this many results.</summary>
    int? MaxItems { get; }

    /// <summary>Marker of the page before.</summary>
    string? Marker { get; }
}
