using System.Diagnostics;

namespace Federation.Policy;

/// <summary>The texts that AWS gives with AccessDenied (IAM User Guide, troubleshoot access denied error messages).</summary>
internal static class DenialTexts
{
    // When several kinds deny, AWS names one; organization policies first.
    private static readonly PolicyKind[] Order =
    [
        PolicyKind.ResourceControl, PolicyKind.ServiceControl, PolicyKind.Endpoint, PolicyKind.Resource, PolicyKind.KeyPolicy,
        PolicyKind.Trust, PolicyKind.PermissionsBoundary, PolicyKind.Session, PolicyKind.Identity,
    ];

    public static string? Reason(Decision decision, string action) => decision switch
    {
        { Outcome: Outcome.Allowed } => null,
        { Outcome: Outcome.ExplicitlyDenied } => $"with an explicit deny in {Article(decision.DecidingStatements.Select(s => s.Kind).MinBy(k => Array.IndexOf(Order, k)))}",
        { LackingKind: { } kind } => $"because no {Name(kind)} allows the {action} action",
        _ => null,
    };

    public static string? Message(Decision decision, in AuthorizationRequest request, string? shownResource)
    {
        if (Reason(decision, request.Action) is not { } reason)
        {
            return null;
        }

        // Of actions that know no resource, AWS's IAM names the star; other services name none.
        var isNamed = request.Resource != "*" || request.Action.StartsWith("iam:", StringComparison.OrdinalIgnoreCase);
        var resource = isNamed ? $" on resource: {shownResource ?? request.Resource}" : string.Empty;
        return $"User: {request.Principal} is not authorized to perform: {request.Action}{resource} {reason}";
    }

    private static string Article(PolicyKind kind) => kind switch
    {
        PolicyKind.Identity => "an identity-based policy",
        PolicyKind.Trust => "the role trust policy",
        _ => $"a {Name(kind)}",
    };

    private static string Name(PolicyKind kind) => kind switch
    {
        PolicyKind.Identity => "identity-based policy",
        PolicyKind.Resource or PolicyKind.KeyPolicy => "resource-based policy",
        PolicyKind.Trust => "role trust policy",
        PolicyKind.PermissionsBoundary => "permissions boundary",
        PolicyKind.Session => "session policy",
        PolicyKind.ServiceControl => "service control policy",
        PolicyKind.ResourceControl => "resource control policy",
        PolicyKind.Endpoint => "VPC endpoint policy",
        _ => throw new UnreachableException(),
    };
}
