using System.Xml;
using Federation.Saml.Protocol;
using Federation.Saml.Xml;

namespace Federation.Saml.Metadata;

/// <summary>Our own metadata (SAML Metadata 2.4.4).</summary>
public sealed record SamlSpMetadata
{
    // SAML Metadata 2.4.1.1: providers that choose by this list take the first they know, so GCM stands before CBC.
    private static readonly string[] EncryptionMethods =
    [
        "http://www.w3.org/2009/xmlenc11#aes256-gcm",
        "http://www.w3.org/2009/xmlenc11#aes128-gcm",
        "http://www.w3.org/2001/04/xmlenc#aes256-cbc",
        "http://www.w3.org/2001/04/xmlenc#aes128-cbc",
        "http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p",
    ];

    /// <summary>The document's ID (<see cref="SamlMessageId"/>), which its signature references.</summary>
    public required string Id { get; init; }

    /// <summary>Our entity id.</summary>
    public required string EntityId { get; init; }

    /// <summary>Our assertion consumer URLs (HTTP-POST); the first is the default, indexes count from 0.</summary>
    public required IReadOnlyList<string> AssertionConsumerServices { get; init; }

    /// <summary>Our single logout URL (HTTP-Redirect and HTTP-POST), or null.</summary>
    public string? SingleLogoutService { get; init; }

    /// <summary>Certificates (DER) of our signing keys: the current one and the next.</summary>
    public required IReadOnlyList<ReadOnlyMemory<byte>> SigningCertificates { get; init; }

    /// <summary>Certificates (DER) of our decryption keys, the one to encrypt to first.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> EncryptionCertificates { get; init; } = [];

    /// <summary>Whether we sign AuthnRequests.</summary>
    /// <value>true.</value>
    public bool AuthnRequestsSigned { get; init; } = true;

    /// <summary>Whether we ask for signed assertions. Either way what we read has to lie under a signature.</summary>
    /// <value>true.</value>
    public bool WantAssertionsSigned { get; init; } = true;

    /// <summary>NameID formats that we can use; none is the widest.</summary>
    public IReadOnlyList<string> NameIdFormats { get; init; } = [];

    /// <summary>When the metadata stops to be valid, or null.</summary>
    public DateTimeOffset? ValidUntil { get; init; }

    /// <summary>How long the metadata may be kept, or null.</summary>
    public TimeSpan? CacheDuration { get; init; }

    /// <summary>Writes and signs the document (UTF-8 text without a declaration; media type <c>application/samlmetadata+xml</c>).</summary>
    public string Write(SamlSigningCredential credential)
    {
        ArgumentNullException.ThrowIfNull(credential);
        return XmlSigner.Sign(Write(), credential);
    }

    private UnsignedXml Write()
    {
        using var writer = new SamlXmlWriter();
        writer.Start("md", "EntityDescriptor", XmlNames.Metadata)
            .Attribute("ID", Id)
            .Attribute("entityID", EntityId)
            .Attribute("validUntil", ValidUntil is { } end ? SamlInstant.Format(end) : null)
            .Attribute("cacheDuration", CacheDuration is { } duration ? XmlConvert.ToString(duration) : null)
            .Break()
            .MarkSignature()
            .Start("md", "SPSSODescriptor", XmlNames.Metadata)
            .Attribute("AuthnRequestsSigned", AuthnRequestsSigned)
            .Attribute("WantAssertionsSigned", WantAssertionsSigned)
            .Attribute("protocolSupportEnumeration", XmlNames.Protocol);
        foreach (var certificate in SigningCertificates)
        {
            WriteKey(writer, "signing", certificate, []);
        }

        foreach (var certificate in EncryptionCertificates)
        {
            WriteKey(writer, "encryption", certificate, EncryptionMethods);
        }

        WriteEndpoints(writer);
        return writer.End().End().Finish();
    }

    private void WriteEndpoints(SamlXmlWriter writer)
    {
        foreach (var binding in SingleLogoutService is null ? [] : new[] { SamlBindings.HttpRedirect, SamlBindings.HttpPost })
        {
            writer.Start("md", "SingleLogoutService", XmlNames.Metadata).Attribute("Binding", binding).Attribute("Location", SingleLogoutService).End();
        }

        foreach (var format in NameIdFormats)
        {
            writer.Element("md", "NameIDFormat", XmlNames.Metadata, format);
        }

        for (var index = 0; index < AssertionConsumerServices.Count; index++)
        {
            writer.Start("md", "AssertionConsumerService", XmlNames.Metadata)
                .Attribute("Binding", SamlBindings.HttpPost)
                .Attribute("Location", AssertionConsumerServices[index])
                .Attribute("index", XmlConvert.ToString(index))
                .Attribute("isDefault", index == 0)
                .End();
        }
    }

    private static void WriteKey(SamlXmlWriter writer, string use, ReadOnlyMemory<byte> certificate, IReadOnlyList<string> methods)
    {
        writer.Start("md", "KeyDescriptor", XmlNames.Metadata)
            .Attribute("use", use)
            .Start("ds", "KeyInfo", XmlNames.Signature)
            .Start("ds", "X509Data", XmlNames.Signature)
            .Element("ds", "X509Certificate", XmlNames.Signature, Convert.ToBase64String(certificate.Span))
            .End()
            .End();
        foreach (var method in methods)
        {
            writer.Start("md", "EncryptionMethod", XmlNames.Metadata).Attribute("Algorithm", method).End();
        }

        writer.End();
    }
}
