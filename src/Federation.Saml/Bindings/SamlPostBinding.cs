using System.Text;
using Federation.Saml.Logout;
using Federation.Saml.Protocol;
using Federation.Saml.Xml;

namespace Federation.Saml.Bindings;

/// <summary>A form that the browser posts; the page that shows it escapes the values and needs the action's origin in form-action.</summary>
/// <param name="Action">The URL.</param>
/// <param name="Parameter"><c>SAMLRequest</c> or <c>SAMLResponse</c>.</param>
/// <param name="Value">The message in base64.</param>
/// <param name="RelayState">Opaque handle of at most 80 bytes, or null.</param>
public sealed record SamlPostForm(string Action, string Parameter, string Value, string? RelayState);

/// <summary>HTTP-POST with an enveloped signature (SAML Bindings 3.5.4).</summary>
public static class SamlPostBinding
{
    /// <summary>The form that carries an AuthnRequest.</summary>
    /// <param name="request">The request; its Destination is the form's action.</param>
    /// <param name="relayState">Opaque handle of at most 80 bytes, or null.</param>
    /// <param name="credential">Our signing key, or null for an unsigned request.</param>
    public static SamlPostForm Encode(SamlAuthnRequest request, string? relayState, SamlSigningCredential? credential)
    {
        ArgumentNullException.ThrowIfNull(request);
        SamlRelayState.Demand(relayState);
        return Encode("SAMLRequest", request.Write(), request.Destination, relayState, credential);
    }

    /// <summary>The form that carries a LogoutRequest.</summary>
    /// <param name="request">The request; its Destination is the form's action.</param>
    /// <param name="relayState">Opaque handle of at most 80 bytes, or null.</param>
    /// <param name="credential">Our signing key: logout messages are always signed.</param>
    public static SamlPostForm Encode(SamlLogoutRequest request, string? relayState, SamlSigningCredential credential)
    {
        ArgumentNullException.ThrowIfNull(request);
        SamlRelayState.Demand(relayState);
        return Encode("SAMLRequest", request.Write(), request.Destination, relayState, credential);
    }

    /// <summary>The form that carries a LogoutResponse.</summary>
    /// <param name="response">The response; its Destination is the form's action.</param>
    /// <param name="relayState">The RelayState of the request, or null.</param>
    /// <param name="credential">Our signing key: logout messages are always signed.</param>
    public static SamlPostForm Encode(SamlLogoutResponse response, string? relayState, SamlSigningCredential credential)
    {
        ArgumentNullException.ThrowIfNull(response);
        return Encode("SAMLResponse", response.Write(), response.Destination, SamlRelayState.Echo(relayState), credential);
    }

    internal static SamlPostForm Encode(string parameter, UnsignedXml xml, string location, string? relayState, SamlSigningCredential? credential)
    {
        var text = credential is null ? xml.Text : XmlSigner.Sign(xml, credential);
        return new SamlPostForm(location, parameter, Convert.ToBase64String(Encoding.UTF8.GetBytes(text)), relayState);
    }
}
