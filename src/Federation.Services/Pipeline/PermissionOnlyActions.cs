namespace Federation.Services.Pipeline;

/// <summary>Actions that policies speak of but nobody calls (AWS: "permission only"): operations demand them besides their own.</summary>
public static class PermissionOnlyActions
{
    /// <summary>All of them. One that becomes an operation leaves this list.</summary>
    public static IReadOnlyList<OperationDescriptor> All { get; } =
    [
        new("federation", "GetLoginTraceValues", AccessLevel.Read) { Resource = ActionResource.LoginTrace },
        new("iam", "PassRole", AccessLevel.Write) { Resource = ActionResource.Role, ConditionKeys = ["iam:AssociatedResourceArn", "iam:PassedToService"] },
        new("sts", "SetContext", AccessLevel.Write) { Resource = ActionResource.Role },
        new("sts", "SetSourceIdentity", AccessLevel.Write) { Resource = ActionResource.Role, ConditionKeys = [.. AssumeRoleKeys, "sts:ExternalId"] },
        new("sts", "TagGetWebIdentityToken", AccessLevel.Tagging) { Resource = ActionResource.OwnSession, ConditionKeys = WebIdentityTokenKeys },
        new("sts", "TagSession", AccessLevel.Tagging) { Resource = ActionResource.Role, ConditionKeys = [.. AssumeRoleKeys, "sts:ExternalId"] },
    ];

    /// <summary>The keys of every request for a role session; AssumeRole alone also has sts:ExternalId.</summary>
    public static IReadOnlyList<string> AssumeRoleKeys => ["sts:DurationSeconds", "sts:RoleSessionName", "sts:SourceIdentity", "sts:TransitiveTagKeys"];

    /// <summary>The keys of a request for a token about the caller.</summary>
    public static IReadOnlyList<string> WebIdentityTokenKeys => ["sts:DurationSeconds", "sts:IdentityTokenAudience", "sts:SigningAlgorithm"];
}
