namespace Federation.Services.Pipeline;

/// <summary>How an operation is authenticated.</summary>
public enum Authentication
{
    /// <summary>Nothing was declared: always refused.</summary>
    None = 0,

    /// <summary>SigV4 with a long-term or a temporary key.</summary>
    Signed = 1,

    /// <summary>SigV4 with a long-term key only.</summary>
    LongTermKeyOnly = 2,

    /// <summary>No signature: the operation verifies an assertion or a token itself, before its demands exist.</summary>
    Unsigned = 3,

    /// <summary>A portal session.</summary>
    Portal = 4,
}

/// <summary>What an operation does to the store, in the words of AWS's service authorization reference.</summary>
public enum AccessLevel
{
    /// <summary>Nothing was declared.</summary>
    None = 0,

    /// <summary>Reads one thing.</summary>
    Read = 1,

    /// <summary>Lists.</summary>
    List = 2,

    /// <summary>Changes something.</summary>
    Write = 3,

    /// <summary>Changes who may do what.</summary>
    PermissionsManagement = 4,

    /// <summary>Changes tags.</summary>
    Tagging = 5,

    /// <summary>Gives credentials out: nothing leaves before its audit record is durable.</summary>
    Credentials = 6,
}

/// <summary>What the registry, the invoker, the audit trail and the generated compatibility page need to know of an operation.</summary>
/// <param name="Service">Wire name: sts, iam, organizations, cloudtrail, federation.</param>
/// <param name="Name">AWS's operation name, such as <c>CreateRole</c>.</param>
/// <param name="Access">What it does.</param>
/// <param name="Authentication">Who may call it at all.</param>
public sealed record OperationDescriptor(string Service, string Name, AccessLevel Access, Authentication Authentication = Authentication.Signed)
{
    /// <summary>The IAM action, <c>service:Name</c>.</summary>
    public string Action => $"{Service}:{Name}";

    /// <summary>CloudTrail's eventSource.</summary>
    public string EventSource => $"{Service}.amazonaws.com";

    /// <summary>CloudTrail's eventType.</summary>
    public string EventType { get; init; } = "AwsApiCall";

    /// <summary>CloudTrail's readOnly.</summary>
    public bool IsReadOnly => Access is AccessLevel.Read or AccessLevel.List or AccessLevel.Credentials;

    /// <summary>What the action acts on, for the policy linter's catalogue; null where it is not said: the linter then judges neither resources nor condition keys.</summary>
    public ActionResource? Resource { get; init; }

    /// <summary>Condition keys of the service that the demand carries beyond those of its resource, such as <c>iam:PolicyARN</c>. Global keys are not listed.</summary>
    public IReadOnlyList<string> ConditionKeys { get; init; } = [];

    /// <summary>In how far the operation answers as AWS's does; a sentence for the compatibility page where it differs.</summary>
    public string? Differs { get; init; }

    /// <summary>True for an operation whose success AWS does not let any policy refuse (GetCallerIdentity).</summary>
    public bool IsAlwaysAllowed { get; init; }
}
