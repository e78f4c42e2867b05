namespace Federation.Services.Pipeline;

/// <summary>
/// A kind of resource that actions act on, as AWS's service authorization reference has them. It goes into the policy linter's catalogue of actions.
/// </summary>
/// <param name="ArnPattern">Pattern of its ARNs, such as <c>arn:*:iam::*:role/*</c>; null for actions that know only <c>*</c>.</param>
/// <param name="ConditionKeys">Condition keys that actions of the resource's own service see of it; a trailing <c>/</c> stands for the key of a tag. Global keys are not listed.</param>
public sealed record ActionResource(string? ArnPattern, params IReadOnlyList<string> ConditionKeys)
{
    /// <summary>The service whose resource it is; null for none.</summary>
    public string? Service => ArnPattern?.Split(':')[2];

    /// <summary>No resource: only <c>*</c> in a policy's Resource reaches the action.</summary>
    public static ActionResource None { get; } = new(null, []);

    /// <summary>A role.</summary>
    public static ActionResource Role { get; } = new("arn:*:iam::*:role/*", "iam:PermissionsBoundary", "iam:ResourceTag/");

    /// <summary>A role that is not there yet, or all of a path: no tag and no boundary of its own to look at.</summary>
    public static ActionResource NewRole { get; } = new("arn:*:iam::*:role/*");

    /// <summary>A user.</summary>
    public static ActionResource User { get; } = new("arn:*:iam::*:user/*", "iam:PermissionsBoundary", "iam:ResourceTag/");

    /// <summary>A user that is not there yet, or all of a path: no tag and no boundary of its own to look at.</summary>
    public static ActionResource NewUser { get; } = new("arn:*:iam::*:user/*");

    /// <summary>A group.</summary>
    public static ActionResource Group { get; } = new("arn:*:iam::*:group/*");

    /// <summary>An instance profile.</summary>
    public static ActionResource InstanceProfile { get; } = new("arn:*:iam::*:instance-profile/*");

    /// <summary>A managed policy, an account's own or one under <c>arn:aws:iam::aws:policy/</c>.</summary>
    public static ActionResource Policy { get; } = new("arn:*:iam::*:policy/*", "iam:ResourceTag/");

    /// <summary>A managed policy that is not there yet.</summary>
    public static ActionResource NewPolicy { get; } = new("arn:*:iam::*:policy/*");

    /// <summary>A virtual MFA device.</summary>
    public static ActionResource MfaDevice { get; } = new("arn:*:iam::*:mfa/*", "iam:ResourceTag/");

    /// <summary>A virtual MFA device that is not there yet, or all of them.</summary>
    public static ActionResource NewMfaDevice { get; } = new("arn:*:iam::*:mfa/*");

    /// <summary>A SAML provider.</summary>
    public static ActionResource SamlProvider { get; } = new("arn:*:iam::*:saml-provider/*", "iam:ResourceTag/");

    /// <summary>A SAML provider that is not there yet.</summary>
    public static ActionResource NewSamlProvider { get; } = new("arn:*:iam::*:saml-provider/*");

    /// <summary>An OpenID Connect provider.</summary>
    public static ActionResource OidcProvider { get; } = new("arn:*:iam::*:oidc-provider/*", "iam:ResourceTag/");

    /// <summary>An OpenID Connect provider that is not there yet.</summary>
    public static ActionResource NewOidcProvider { get; } = new("arn:*:iam::*:oidc-provider/*");

    /// <summary>A session of GetFederationToken.</summary>
    public static ActionResource FederatedUser { get; } = new("arn:*:sts::*:federated-user/*");

    /// <summary>The caller's own session, as GetWebIdentityToken acts on it.</summary>
    public static ActionResource OwnSession { get; } = new("arn:*:sts::*:self");

    /// <summary>An account of the organization.</summary>
    public static ActionResource OrganizationAccount { get; } = new("arn:*:organizations::*:account/*");

    /// <summary>A trail.</summary>
    public static ActionResource Trail { get; } = new("arn:*:cloudtrail:*:*:trail/*");

    /// <summary>A role mapping of the gateway.</summary>
    public static ActionResource RoleMapping { get; } = new("arn:*:federation::*:role-mapping/*");

    /// <summary>A recorded login.</summary>
    public static ActionResource LoginTrace { get; } = new("arn:*:federation::*:login-trace/*");
}
