namespace Federation.Model.Identifiers;

/// <summary>Writes the ARNs of the gateway's own resources (AWS: IAM identifiers). Paths begin and end with a slash.</summary>
public static class Arns
{
    /// <summary><c>arn:aws:iam::ACCOUNT:root</c>.</summary>
    public static string Root(AccountId account) => $"arn:aws:iam::{account}:root";

    /// <summary><c>arn:aws:iam::ACCOUNT:role/path/name</c>.</summary>
    public static string Role(AccountId account, string path, string name) => $"arn:aws:iam::{account}:role{path}{name}";

    /// <summary><c>arn:aws:iam::ACCOUNT:user/path/name</c>.</summary>
    public static string User(AccountId account, string path, string name) => $"arn:aws:iam::{account}:user{path}{name}";

    /// <summary><c>arn:aws:iam::ACCOUNT:group/path/name</c>.</summary>
    public static string Group(AccountId account, string path, string name) => $"arn:aws:iam::{account}:group{path}{name}";

    /// <summary><c>arn:aws:iam::ACCOUNT:policy/path/name</c>.</summary>
    public static string Policy(AccountId account, string path, string name) => $"arn:aws:iam::{account}:policy{path}{name}";

    /// <summary><c>arn:aws:iam::ACCOUNT:saml-provider/name</c>.</summary>
    public static string SamlProvider(AccountId account, string name) => $"arn:aws:iam::{account}:saml-provider/{name}";

    /// <summary><c>arn:aws:iam::ACCOUNT:oidc-provider/host/path</c>.</summary>
    public static string OidcProvider(AccountId account, string url) => $"arn:aws:iam::{account}:oidc-provider/{url}";

    /// <summary><c>arn:aws:iam::ACCOUNT:mfa/path/name</c>.</summary>
    public static string MfaDevice(AccountId account, string path, string name) => $"arn:aws:iam::{account}:mfa{path}{name}";

    /// <summary><c>arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION</c>: the role's name without its path.</summary>
    public static string AssumedRole(AccountId account, string roleName, string sessionName) => $"arn:aws:sts::{account}:assumed-role/{roleName}/{sessionName}";

    /// <summary><c>arn:aws:sts::ACCOUNT:federated-user/NAME</c>.</summary>
    public static string FederatedUser(AccountId account, string name) => $"arn:aws:sts::{account}:federated-user/{name}";

    /// <summary><c>arn:aws:organizations::MANAGEMENT:organization/o-…</c>.</summary>
    public static string Organization(AccountId management, string organizationId) => $"arn:aws:organizations::{management}:organization/{organizationId}";

    /// <summary><c>arn:aws:organizations::MANAGEMENT:account/o-…/ACCOUNT</c>.</summary>
    public static string OrganizationAccount(AccountId management, string organizationId, AccountId account) =>
        $"arn:aws:organizations::{management}:account/{organizationId}/{account}";

    /// <summary><c>arn:aws:federation::ACCOUNT:role-mapping/NAME</c>, a resource of the gateway's own operations.</summary>
    public static string RoleMapping(AccountId account, string name) => $"arn:aws:federation::{account}:role-mapping/{name}";

    /// <summary><c>arn:aws:federation::ACCOUNT:login-trace/ID</c>, a resource of the gateway's own operations.</summary>
    public static string LoginTrace(AccountId account, string traceId) => $"arn:aws:federation::{account}:login-trace/{traceId}";

    /// <summary><c>arn:aws:federation::ACCOUNT:session/ID</c>, a resource of the gateway's own operations.</summary>
    public static string Session(AccountId account, string sessionId) => $"arn:aws:federation::{account}:session/{sessionId}";

    /// <summary>Splits the ARN of an OpenID Connect provider, whose URL may end in a slash.</summary>
    /// <param name="arn">Such as <c>arn:aws:iam::111122223333:oidc-provider/idp.example.net/realm</c>.</param>
    /// <param name="account">The account in the ARN.</param>
    /// <param name="url">The issuer without its scheme.</param>
    /// <returns>False where the text is not such an ARN.</returns>
    public static bool TryParseOidcProvider(string? arn, out AccountId account, out string url)
    {
        const string Prefix = "arn:aws:iam::";
        const string Head = ":oidc-provider/";
        const int Start = 25;
        (account, url) = (default, string.Empty);
        if (arn is null || !arn.StartsWith(Prefix, StringComparison.Ordinal) || arn.Length <= Start + Head.Length
            || !AccountId.TryCreate(arn[Prefix.Length..Start], out account) || string.CompareOrdinal(arn, Start, Head, 0, Head.Length) != 0)
        {
            return false;
        }

        url = arn[(Start + Head.Length)..];
        return true;
    }

    /// <summary>Splits an IAM ARN of the given resource type.</summary>
    /// <param name="arn">Such as <c>arn:aws:iam::111122223333:role/team/deploy</c>.</param>
    /// <param name="resourceType">Such as <c>role</c> or <c>saml-provider</c>.</param>
    /// <param name="account">The account in the ARN.</param>
    /// <param name="path">The path with both slashes.</param>
    /// <param name="name">The last segment.</param>
    /// <returns>False where the text is not such an ARN.</returns>
    public static bool TryParseIam(string? arn, string resourceType, out AccountId account, out string path, out string name)
    {
        (account, path, name) = (default, string.Empty, string.Empty);
        const string Prefix = "arn:aws:iam::";
        var head = $":{resourceType}/";
        if (arn is null || !arn.StartsWith(Prefix, StringComparison.Ordinal) || arn.Length < Prefix.Length + 12 + head.Length + 1
            || !AccountId.TryCreate(arn.Substring(Prefix.Length, 12), out account)
            || string.CompareOrdinal(arn, Prefix.Length + 12, head, 0, head.Length) != 0)
        {
            return false;
        }

        var rest = arn[(Prefix.Length + 12 + head.Length - 1)..];
        var slash = rest.LastIndexOf('/');
        (path, name) = (rest[..(slash + 1)], rest[(slash + 1)..]);
        return name.Length > 0;
    }
}
