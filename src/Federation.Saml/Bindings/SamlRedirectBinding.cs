using System.IO.Compression;
using System.Text;
using Federation.Saml.Logout;
using Federation.Saml.Protocol;
using Federation.Saml.Xml;

namespace Federation.Saml.Bindings;

/// <summary>HTTP-Redirect with the DEFLATE encoding and its detached signature over the query (SAML Bindings 3.4.4.1).</summary>
public static class SamlRedirectBinding
{
    /// <summary>The URL to which the browser is sent with an AuthnRequest.</summary>
    /// <param name="request">The request; its Destination is the URL's base.</param>
    /// <param name="relayState">Opaque handle of at most 80 bytes, or null.</param>
    /// <param name="credential">Our signing key, or null for an unsigned request.</param>
    public static string Encode(SamlAuthnRequest request, string? relayState, SamlSigningCredential? credential)
    {
        ArgumentNullException.ThrowIfNull(request);
        SamlRelayState.Demand(relayState);
        return Encode("SAMLRequest", request.Write().Text, request.Destination, relayState, credential);
    }

    /// <summary>The URL to which the browser is sent with a LogoutRequest.</summary>
    /// <param name="request">The request; its Destination is the URL's base.</param>
    /// <param name="relayState">Opaque handle of at most 80 bytes, or null.</param>
    /// <param name="credential">Our signing key: logout messages are always signed.</param>
    public static string Encode(SamlLogoutRequest request, string? relayState, SamlSigningCredential credential)
    {
        ArgumentNullException.ThrowIfNull(request);
        SamlRelayState.Demand(relayState);
        return Encode("SAMLRequest", request.Write().Text, request.Destination, relayState, credential);
    }

    /// <summary>The URL to which the browser is sent with a LogoutResponse.</summary>
    /// <param name="response">The response; its Destination is the URL's base.</param>
    /// <param name="relayState">The RelayState of the request, or null.</param>
    /// <param name="credential">Our signing key: logout messages are always signed.</param>
    public static string Encode(SamlLogoutResponse response, string? relayState, SamlSigningCredential credential)
    {
        ArgumentNullException.ThrowIfNull(response);
        return Encode("SAMLResponse", response.Write().Text, response.Destination, SamlRelayState.Echo(relayState), credential);
    }

    internal static string Encode(string parameter, string xml, string location, string? relayState, SamlSigningCredential? credential)
    {
        var query = new StringBuilder(parameter).Append('=').Append(Uri.EscapeDataString(Deflate(xml)));
        if (relayState is not null)
        {
            query.Append("&RelayState=").Append(Uri.EscapeDataString(relayState));
        }

        if (credential is not null)
        {
            // The signature covers the query exactly as it is sent, in this order, SigAlg included.
            query.Append("&SigAlg=").Append(Uri.EscapeDataString(credential.Algorithm.Uri));
            var value = credential.Sign(Encoding.UTF8.GetBytes(query.ToString()));
            query.Append("&Signature=").Append(Uri.EscapeDataString(Convert.ToBase64String(value)));
        }

        var separator = location.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        return string.Concat(location, separator.ToString(), query.ToString());
    }

    private static string Deflate(string xml)
    {
        using var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            deflate.Write(Encoding.UTF8.GetBytes(xml));
        }

        return Convert.ToBase64String(packed.ToArray());
    }
}
