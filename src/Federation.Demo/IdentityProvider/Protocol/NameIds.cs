using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;

namespace Federation.Demo.IdentityProvider.Protocol;

/// <summary>Name identifiers in the formats that this IdP offers (SAML Core 8.3).</summary>
internal static class NameIds
{
    public static bool IsSupported(string? format) => format is null or SamlNames.UnspecifiedNameId or SamlNames.PersistentNameId
        or SamlNames.EmailNameId or SamlNames.TransientNameId;

    /// <summary>The NameID for this person at this service provider, in the format asked for; persistent where none is.</summary>
    public static XElement For(AcceptedRequest accepted, IdentityProviderOptions options, Person person)
    {
        var format = accepted.Request?.NameIdFormat is null or SamlNames.UnspecifiedNameId ? SamlNames.PersistentNameId : accepted.Request.NameIdFormat;
        var value = format switch
        {
            SamlNames.EmailNameId => person.Mail,
            SamlNames.TransientNameId => SamlValues.NewId(),
            _ => Pairwise(options.EntityId, accepted.Provider!.EntityId, person.UserName),
        };
        return new XElement(SamlNames.Assertion + "NameID", new XAttribute("Format", format), value);
    }

    // SAML Core 8.3.7: one opaque value for each pair of IdP and service provider. It must be the same at every start of the
    // demo, whose addresses change, so it depends on the person alone where the service provider is on this machine.
    private static string Pairwise(string identityProvider, string serviceProvider, string userName)
    {
        var scope = Scope(identityProvider) + "!" + Scope(serviceProvider) + "!" + userName;
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(scope)).AsSpan(0, 16));
    }

    private static string Scope(string entityId) =>
        Uri.TryCreate(entityId, UriKind.Absolute, out var uri) && uri.IsLoopback ? uri.Host + uri.AbsolutePath : entityId;
}
