using System.Collections.Frozen;

namespace Federation.Services.Federated;

/// <summary>
/// Which assertion attributes become which <c>saml:*</c> condition keys (AWS: available keys for SAML-based federation), by OID name, by the claim URIs of Windows, and by
/// plain name.
/// </summary>
internal static class SamlContextKeys
{
    private static readonly FrozenDictionary<string, string> ByAttribute = Table().ToFrozenDictionary(pair => pair.Attribute, pair => pair.Key, StringComparer.Ordinal);

    /// <summary>The key of an attribute's name, or null.</summary>
    internal static string? Of(string attributeName) => ByAttribute.GetValueOrDefault(attributeName);

    private static IEnumerable<(string Attribute, string Key)> Table()
    {
        (string Oid, string Name)[] named =
        [
            ("1.3.6.1.4.1.5923.1.1.1.1", "eduPersonAffiliation"),
            ("1.3.6.1.4.1.5923.1.1.1.2", "eduPersonNickname"),
            ("1.3.6.1.4.1.5923.1.1.1.3", "eduPersonOrgDN"),
            ("1.3.6.1.4.1.5923.1.1.1.4", "eduPersonOrgUnitDN"),
            ("1.3.6.1.4.1.5923.1.1.1.5", "eduPersonPrimaryAffiliation"),
            ("1.3.6.1.4.1.5923.1.1.1.6", "eduPersonPrincipalName"),
            ("1.3.6.1.4.1.5923.1.1.1.7", "eduPersonEntitlement"),
            ("1.3.6.1.4.1.5923.1.1.1.8", "eduPersonPrimaryOrgUnitDN"),
            ("1.3.6.1.4.1.5923.1.1.1.9", "eduPersonScopedAffiliation"),
            ("1.3.6.1.4.1.5923.1.1.1.10", "eduPersonTargetedID"),
            ("1.3.6.1.4.1.5923.1.1.1.11", "eduPersonAssurance"),
            ("1.3.6.1.4.1.5923.1.2.1.2", "eduOrgHomePageURI"),
            ("1.3.6.1.4.1.5923.1.2.1.3", "eduOrgIdentityAuthNPolicyURI"),
            ("1.3.6.1.4.1.5923.1.2.1.4", "eduOrgLegalName"),
            ("1.3.6.1.4.1.5923.1.2.1.5", "eduOrgSuperiorURI"),
            ("1.3.6.1.4.1.5923.1.2.1.6", "eduOrgWhitePagesURI"),
            ("2.5.4.3", "cn"),
            ("2.5.4.4", "surname"),
            ("2.5.4.41", "name"),
            ("2.5.4.42", "givenName"),
            ("2.5.4.45", "x500UniqueIdentifier"),
            ("0.9.2342.19200300.100.1.1", "uid"),
            ("0.9.2342.19200300.100.1.3", "mail"),
            ("0.9.2342.19200300.100.1.45", "organizationStatus"),
        ];
        foreach (var (oid, name) in named)
        {
            yield return ($"urn:oid:{oid}", $"saml:{name}");
            yield return (name, $"saml:{name}");
        }

        yield return ("http://schemas.xmlsoap.org/claims/CommonName", "saml:commonName");
        yield return ("commonName", "saml:commonName");
        yield return ("http://schemas.xmlsoap.org/ws/2005/05/identity/claims/givenname", "saml:givenName");
        yield return ("http://schemas.xmlsoap.org/ws/2005/05/identity/claims/surname", "saml:surname");
        yield return ("http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name", "saml:name");
        yield return ("http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress", "saml:mail");
        yield return ("http://schemas.microsoft.com/ws/2008/06/identity/claims/primarygroupsid", "saml:primaryGroupSID");
        yield return ("primaryGroupSID", "saml:primaryGroupSID");
    }
}
