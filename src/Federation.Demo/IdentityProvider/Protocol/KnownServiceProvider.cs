using System.Security.Cryptography.X509Certificates;
using System.Xml.Linq;

namespace Federation.Demo.IdentityProvider.Protocol;

/// <summary>What the IdP knows of a service provider from its metadata (SAML Metadata 2.4.4).</summary>
internal sealed record KnownServiceProvider
{
    public required string EntityId { get; init; }

    /// <summary>URLs that take responses by POST, the default one first. Never empty.</summary>
    public required IReadOnlyList<string> AssertionConsumerServices { get; init; }

    public required IReadOnlyList<X509Certificate2> SigningCertificates { get; init; }

    public bool SignsRequests { get; init; }

    /// <summary>Where LogoutRequests go by Redirect, or null.</summary>
    public string? LogoutRequestUrl { get; init; }

    /// <summary>Where LogoutResponses go by Redirect, or null.</summary>
    public string? LogoutResponseUrl { get; init; }

    /// <summary>Reads an EntityDescriptor; null if it describes no service provider that takes responses by POST.</summary>
    public static KnownServiceProvider? Read(XElement root)
    {
        var md = SamlNames.Metadata;
        if (root.Name != md + "EntityDescriptor" || (string?)root.Attribute("entityID") is not { } entityId
            || root.Element(md + "SPSSODescriptor") is not { } role)
        {
            return null;
        }

        var consumers = role.Elements(md + "AssertionConsumerService")
            .Where(service => (string?)service.Attribute("Binding") == SamlNames.PostBinding)
            .OrderByDescending(service => (string?)service.Attribute("isDefault") is "true" or "1")
            .Select(service => (string?)service.Attribute("Location"))
            .OfType<string>()
            .ToArray();
        if (consumers.Length == 0)
        {
            return null;
        }

        var logout = role.Elements(md + "SingleLogoutService").FirstOrDefault(service => (string?)service.Attribute("Binding") == SamlNames.RedirectBinding);
        return new KnownServiceProvider
        {
            EntityId = entityId,
            AssertionConsumerServices = consumers,
            SignsRequests = (string?)role.Attribute("AuthnRequestsSigned") is "true" or "1",
            LogoutRequestUrl = (string?)logout?.Attribute("Location"),
            LogoutResponseUrl = (string?)logout?.Attribute("ResponseLocation") ?? (string?)logout?.Attribute("Location"),
            SigningCertificates = [.. role.Elements(md + "KeyDescriptor")
                .Where(descriptor => (string?)descriptor.Attribute("use") is null or "signing")
                .Descendants(SamlNames.Signature + "X509Certificate")
                .Select(certificate => X509CertificateLoader.LoadCertificate(Convert.FromBase64String(certificate.Value)))],
        };
    }
}
