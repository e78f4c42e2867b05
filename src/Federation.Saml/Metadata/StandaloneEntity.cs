using System.Text;
using System.Xml;
using Federation.Saml.Protocol;
using Federation.Saml.Xml;

namespace Federation.Saml.Metadata;

/// <summary>One entity taken out of its aggregate, as a document of its own.</summary>
internal static class StandaloneEntity
{
    /// <summary>
    /// The entity with what its groups said of it: validUntil and cacheDuration of every level (SAML Metadata 2.3.1). Its own signature is left out, since the
    /// document is no longer what was signed; the aggregate's was verified.
    /// </summary>
    public static string Write(ElementNode entity, SamlIdpMetadata metadata)
    {
        var attributes = entity.Attributes.Where(attribute => attribute is not { NamespaceUri: "", LocalName: "validUntil" or "cacheDuration" }).ToList();
        if (metadata.ValidUntil is { } end)
        {
            attributes.Add(new AttributeNode(string.Empty, "validUntil", string.Empty, SamlInstant.Format(end)));
        }

        if (metadata.CacheDuration is { } duration)
        {
            attributes.Add(new AttributeNode(string.Empty, "cacheDuration", string.Empty, XmlConvert.ToString(duration)));
        }

        var own = entity.Attributes;
        entity.Attributes = [.. attributes];
        using var stream = new MemoryStream();
        using (var output = new CanonicalOutput(stream))
        {
            new ExclusiveCanonicalizer(output, []).Write(entity, entity.Child(XmlNames.Signature, "Signature"));
        }

        entity.Attributes = own;
        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, checked((int)stream.Length));
    }
}
