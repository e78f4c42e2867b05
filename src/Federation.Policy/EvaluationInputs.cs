namespace Federation.Policy;

/// <summary>A request and every policy that may bear on it. What is null or empty does not apply.</summary>
public readonly record struct EvaluationInputs
{
    /// <summary>The request.</summary>
    public required AuthorizationRequest Request { get; init; }

    /// <summary>
    /// Identity policies and boundary of the caller: for a role session those of the role, for a federated user those of the IAM
    /// user. Null for callers without (services, identity providers, anonymous).
    /// </summary>
    public PrincipalPolicySet? Principal { get; init; }

    /// <summary>Session policies, counted together; null when none were passed.</summary>
    public PolicySet? Session { get; init; }

    /// <summary>
    /// Service control policies, one set per level from the root of the organization down to the caller's account. Null when the
    /// account is in no organization or manages it.
    /// </summary>
    public IReadOnlyList<PolicySet>? ServiceControl { get; init; }

    /// <summary>Resource control policies of the resource's account, one set per level; <c>RCPFullAWSAccess</c> is not listed.</summary>
    public IReadOnlyList<PolicySet>? ResourceControl { get; init; }

    /// <summary>Policy of the VPC endpoint through which the request came.</summary>
    public PolicySet? Endpoint { get; init; }

    /// <summary>The policy of the resource.</summary>
    public PolicySet? ResourcePolicy { get; init; }

    /// <summary>
    /// <see cref="PolicyKind.Trust"/> for a role that is to be assumed and <see cref="PolicyKind.KeyPolicy"/> for a KMS key: then the
    /// resource policy must allow or name the account, and a missing one denies. <see cref="PolicyKind.Resource"/> otherwise.
    /// </summary>
    /// <value>The default is taken from <see cref="ResourcePolicy"/>.</value>
    public PolicyKind? ResourcePolicyKind { get; init; }
}
