namespace Federation.Services.Authorization;

/// <summary>
/// Which condition keys an identity provider may set: SAML's <c>saml:</c> ones, or those that begin with the URL of an OpenID Connect provider. Whatever a provider is called and
/// whatever it says, no key that the gateway itself vouches for comes from it.
/// </summary>
internal static class FederatedKeys
{
    private const string Saml = "saml";
    private const string OidcMark = ":oidc-provider/";
    private const string SamlMark = ":saml-provider/";

    /// <summary>Prefixes of the keys that the gateway sets, of the services whose keys it knows.</summary>
    private static readonly HashSet<string> ServicePrefixes = new(StringComparer.OrdinalIgnoreCase) { "aws", "sts", "iam", Saml, "federation", "organizations", "cloudtrail" };

    /// <summary>Whether condition keys that begin with that host would be keys of a service.</summary>
    internal static bool IsServicePrefix(string host) => ServicePrefixes.Contains(host);

    /// <summary>Whether a provider may set a key.</summary>
    internal static bool MaySet(string? providerArn, string key)
    {
        if (providerArn is null || key.IndexOf(':', StringComparison.Ordinal) is var colon && colon < 0)
        {
            return false;
        }

        var prefix = key.AsSpan(0, colon);
        if (providerArn.Contains(SamlMark, StringComparison.Ordinal))
        {
            return prefix.Equals(Saml, StringComparison.OrdinalIgnoreCase);
        }

        var mark = providerArn.IndexOf(OidcMark, StringComparison.Ordinal);
        if (mark < 0 || ServicePrefixes.GetAlternateLookup<ReadOnlySpan<char>>().Contains(prefix))
        {
            return false;
        }

        var url = providerArn.AsSpan(mark + OidcMark.Length);
        return key.Length > url.Length && key[url.Length] == ':' && key.AsSpan().StartsWith(url, StringComparison.OrdinalIgnoreCase);
    }
}
