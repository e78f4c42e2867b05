namespace Federation.Policy;

/// <summary>Where a policy document is attached. The kind decides its grammar and its part in an evaluation.</summary>
public enum PolicyKind
{
    /// <summary>Attached to a user, group or role: no principal, needs an action and a resource.</summary>
    Identity,

    /// <summary>Attached to a resource: names principals; an ordinary resource policy.</summary>
    Resource,

    /// <summary>The trust policy of a role (AssumeRolePolicyDocument): names principals, has no resource.</summary>
    Trust,

    /// <summary>The permissions boundary of a user or role: grammar of an identity policy, grants nothing.</summary>
    PermissionsBoundary,

    /// <summary>Passed when a session is made: grammar of an identity policy, limits the session.</summary>
    Session,

    /// <summary>Service control policy of an organization: limits the principals of member accounts.</summary>
    ServiceControl,

    /// <summary>Resource control policy of an organization: limits access to the resources of member accounts; may only deny.</summary>
    ResourceControl,

    /// <summary>The policy of a KMS key: a resource policy without which identity policies have no effect.</summary>
    KeyPolicy,

    /// <summary>The policy of a VPC endpoint: limits what may be done through the endpoint.</summary>
    Endpoint,
}

/// <summary>What a matching statement does.</summary>
public enum PolicyEffect
{
    /// <summary>Grants.</summary>
    Allow,

    /// <summary>Refuses, whatever grants.</summary>
    Deny,
}

/// <summary>The version of the policy language that a document asks for.</summary>
public enum PolicyVersion
{
    /// <summary><c>2008-10-17</c>, the default of a document that names no version: no policy variables.</summary>
    V20081017,

    /// <summary><c>2012-10-17</c>: policy variables are replaced.</summary>
    V20121017,
}

/// <summary>The result of an evaluation.</summary>
public enum Outcome
{
    /// <summary>Nothing denies, and everything that must allow does.</summary>
    Allowed,

    /// <summary>Something that must allow does not.</summary>
    ImplicitlyDenied,

    /// <summary>At least one applicable statement with <c>"Effect": "Deny"</c> matched.</summary>
    ExplicitlyDenied,
}
