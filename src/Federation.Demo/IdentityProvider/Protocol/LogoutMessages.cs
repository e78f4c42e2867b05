using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;

namespace Federation.Demo.IdentityProvider.Protocol;

/// <summary>What the IdP reads of a LogoutRequest (SAML Core 3.7.1).</summary>
internal sealed record LogoutRequest(string Id, string Issuer, string NameId, IReadOnlyList<string> SessionIndexes)
{
    public static LogoutRequest? Read(XElement root)
    {
        var saml = SamlNames.Assertion;
        return root.Name == SamlNames.Protocol + "LogoutRequest"
            && (string?)root.Attribute("ID") is { Length: > 0 } id
            && (string?)root.Element(saml + "Issuer") is { Length: > 0 } issuer
            && (string?)root.Element(saml + "NameID") is { Length: > 0 } nameId
                ? new LogoutRequest(id, issuer.Trim(), nameId, [.. root.Elements(SamlNames.Protocol + "SessionIndex").Select(element => element.Value)])
                : null;
    }
}

/// <summary>Writes LogoutRequests and LogoutResponses as signed addresses of the Redirect binding (SAML Bindings 3.4.4.1).</summary>
internal sealed class LogoutMessages(IdentityProviderOptions options, IdentityProviderKey key, TimeProvider timeProvider)
{
    /// <summary>Asks a service provider to end the session that it began with this NameID.</summary>
    public string Request(string destination, SessionParticipant participant, string sessionIndex) => Address(destination, "SAMLRequest", relayState: null,
        Message("LogoutRequest", destination,
            participant.NameId,
            new XElement(SamlNames.Protocol + "SessionIndex", sessionIndex)));

    /// <summary>Answers a service provider's LogoutRequest with success.</summary>
    public string Response(string destination, LogoutRequest request, string? relayState) => Address(destination, "SAMLResponse", relayState,
        Message("LogoutResponse", destination,
            new XAttribute("InResponseTo", request.Id),
            new XElement(SamlNames.Protocol + "Status", new XElement(SamlNames.Protocol + "StatusCode", new XAttribute("Value", SamlNames.StatusSuccess)))));

    private string Message(string name, string destination, params object[] content) =>
        new XElement(SamlNames.Protocol + name,
            new XAttribute(XNamespace.Xmlns + "samlp", SamlNames.Protocol),
            new XAttribute(XNamespace.Xmlns + "saml", SamlNames.Assertion),
            new XAttribute("ID", SamlValues.NewId()),
            new XAttribute("Version", "2.0"),
            new XAttribute("IssueInstant", SamlValues.Instant(timeProvider.GetUtcNow())),
            new XAttribute("Destination", destination),
            content.OfType<XAttribute>(),
            new XElement(SamlNames.Assertion + "Issuer", options.EntityId),
            content.OfType<XElement>()).ToString(SaveOptions.DisableFormatting);

    private string Address(string destination, string parameter, string? relayState, string message)
    {
        var query = parameter + "=" + Uri.EscapeDataString(Deflate(message))
            + (relayState is null ? "" : "&RelayState=" + Uri.EscapeDataString(relayState))
            + "&SigAlg=" + Uri.EscapeDataString(SamlNames.RsaSha256);
        var signature = key.Rsa.SignData(Encoding.ASCII.GetBytes(query), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return destination + (destination.Contains('?', StringComparison.Ordinal) ? "&" : "?") + query
            + "&Signature=" + Uri.EscapeDataString(Convert.ToBase64String(signature));
    }

    private static string Deflate(string message)
    {
        using var buffer = new MemoryStream();
        using (var deflate = new DeflateStream(buffer, CompressionLevel.Optimal, leaveOpen: true))
        {
            deflate.Write(Encoding.UTF8.GetBytes(message));
        }

        return Convert.ToBase64String(buffer.ToArray());
    }
}
