using Federation.Services.Federated;
using Federation.Services.SignIn;

namespace Federation.Gateway.Pages.Components;

/// <summary>How a person is called on pages: presentation only, nothing is decided by it.</summary>
internal static class PersonName
{
    // Names under which identity providers send what a person is called: plain, eduPerson/LDAP object identifiers, Microsoft's claims.
    private static readonly string[] Attributes =
    [
        "displayName", "urn:oid:2.16.840.1.113730.3.1.241", "http://schemas.microsoft.com/identity/claims/displayname",
        "name", "cn", "urn:oid:2.5.4.3", "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name",
        "mail", "email", "urn:oid:0.9.2342.19200300.100.1.3", "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress",
    ];

    /// <summary>The first name that the identity provider sent, else the subject.</summary>
    internal static string Of(SamlIdentity identity) =>
        Attributes.Select(name => identity.Values(name)).FirstOrDefault(values => values is [{ Length: > 0 and <= 128 }]) is [var name] ? name : identity.Subject;

    /// <summary>The person of a session: an IAM user by name.</summary>
    internal static string Of(PortalSession session) => session.Identity is { } identity ? Of(identity) : session.User!.UserName;

    /// <summary>The last part of a provider's or role's ARN.</summary>
    internal static string OfResource(string arn) => arn[(arn.LastIndexOf('/') + 1)..];
}
