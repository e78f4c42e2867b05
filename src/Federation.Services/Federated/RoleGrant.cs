namespace Federation.Services.Federated;

/// <summary>A role that a sign-in may offer, and why. Computed from one assertion, never stored as a right of the person.</summary>
public sealed record RoleGrant
{
    /// <summary>The role.</summary>
    public required string RoleArn { get; init; }

    /// <summary>The Federated principal in the trust evaluation.</summary>
    public required string ProviderArn { get; init; }

    /// <summary>The Source of a Role pair.</summary>
    public const string AttributeSource = "attribute";

    /// <summary>True where the IdP named the role itself.</summary>
    public bool IsFromAttribute => Source == AttributeSource;

    /// <summary><c>attribute</c> for a Role pair of the assertion, <c>mapping NAME/SID</c> for a rule.</summary>
    public required string Source { get; init; }

    /// <summary>RoleSessionName of the sessions it begins.</summary>
    public required string SessionName { get; init; }
}
