using System.Formats.Asn1;
using Federation.Saml.Protocol;
using Federation.Saml.Xml;

namespace Federation.Saml.Metadata;

/// <summary>Reads the signing keys of a role (SAML Metadata 2.4.1.1): certificates first, bare keys where there is no certificate.</summary>
internal sealed class KeyDescriptorReader(DateTimeOffset now, MetadataProblems problems)
{
    private static readonly TimeSpan Soon = TimeSpan.FromDays(60);

    private readonly List<SamlKey> _keys = [];

    public IReadOnlyList<SamlKey> Read(ElementNode role)
    {
        foreach (var descriptor in role.Children(XmlNames.Metadata, "KeyDescriptor"))
        {
            // SAML Metadata 2.4.1.1: without a use the key serves for both.
            if (descriptor.Attribute("use")?.Trim() is not (null or "signing"))
            {
                continue;
            }

            if (descriptor.Child(XmlNames.Signature, "KeyInfo") is { } keyInfo)
            {
                ReadKeyInfo(keyInfo);
            }
            else
            {
                problems.Warn("a KeyDescriptor without KeyInfo is ignored");
            }
        }

        return _keys;
    }

    private void ReadKeyInfo(ElementNode keyInfo)
    {
        var certified = new List<SamlKey>();
        var found = false;
        foreach (var certificate in keyInfo.Children(XmlNames.Signature, "X509Data").SelectMany(data => data.Children(XmlNames.Signature, "X509Certificate")))
        {
            found = true;
            string? problem = "the certificate is not base64";
            if (XmlBase64.Decode(certificate) is { } der && SamlKey.FromCertificate(der, out problem) is { } key)
            {
                certified.Add(key);
            }
            else
            {
                problems.Warn($"a signing key is ignored: {problem}");
            }
        }

        AddCertified(certified);

        if (!found && keyInfo.Child(XmlNames.Signature, "KeyValue") is { } value)
        {
            found = true;
            string? problem = "the key value is neither RSA nor a named elliptic curve";
            if ((RsaKey(value) ?? EcKey(value)) is { } info && SamlKey.FromSubjectPublicKeyInfo(info, out problem) is { } key)
            {
                Add(key);
            }
            else
            {
                problems.Warn($"a signing key is ignored: {problem}");
            }
        }

        if (!found)
        {
            problems.Warn("a KeyInfo without certificate or key value is ignored");
        }
    }

    /// <summary>XML Signature 4.5.4: certificates beside the key's own are its chain. An issuer of another one vouches for it and signs no messages.</summary>
    private void AddCertified(List<SamlKey> keys)
    {
        foreach (var key in keys)
        {
            if (keys.Exists(other => other.CertificateIssuer == key.CertificateSubject && other.CertificateSubject != key.CertificateSubject))
            {
                problems.Warn($"the certificate `{key.CertificateSubject}` stands there as the issuer of another one: its key is no signing key");
            }
            else
            {
                Add(key);
            }
        }
    }

    private void Add(SamlKey key)
    {
        if (_keys.Any(known => known.Thumbprint == key.Thumbprint))
        {
            return;
        }

        // Metadata Interoperability Profile 2.6.1: an expired certificate still carries the key that the metadata vouches for.
        if (key.NotAfter <= now)
        {
            problems.Warn($"the signing certificate `{key.CertificateSubject}` ran out on {SamlInstant.Format(key.NotAfter.Value)}; it is used all the same");
        }
        else if (key.NotAfter - now < Soon)
        {
            problems.Warn($"the signing certificate `{key.CertificateSubject}` runs out on {SamlInstant.Format(key.NotAfter!.Value)}");
        }

        _keys.Add(key);
    }

    private byte[]? RsaKey(ElementNode value)
    {
        var element = value.Child(XmlNames.Signature, "RSAKeyValue");
        if (element?.Child(XmlNames.Signature, "D") is not null)
        {
            problems.Error("the document holds a private key: metadata is public, so replace that key and upload the metadata only");
        }

        if (XmlBase64.Decode(element?.Child(XmlNames.Signature, "Modulus")) is not { } modulus ||
            XmlBase64.Decode(element?.Child(XmlNames.Signature, "Exponent")) is not { } exponent)
        {
            return null;
        }

        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteIntegerUnsigned(modulus.AsSpan().TrimStart((byte)0));
            writer.WriteIntegerUnsigned(exponent.AsSpan().TrimStart((byte)0));
        }

        return Info("1.2.840.113549.1.1.1", null, writer.Encode());
    }

    // XML Signature 1.1 §4.5.2.3: a named curve and an uncompressed point.
    private static byte[]? EcKey(ElementNode value)
    {
        var element = value.Child(XmlNames.Signature11, "ECKeyValue");
        var curve = element?.Child(XmlNames.Signature11, "NamedCurve")?.Attribute("URI");
        return XmlBase64.Decode(element?.Child(XmlNames.Signature11, "PublicKey")) is { } point && curve?.StartsWith("urn:oid:", StringComparison.Ordinal) == true
            ? Info("1.2.840.10045.2.1", curve["urn:oid:".Length..], point)
            : null;
    }

    private static byte[]? Info(string algorithm, string? curve, byte[] key)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        try
        {
            using (writer.PushSequence())
            {
                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier(algorithm);
                    if (curve is null)
                    {
                        writer.WriteNull();
                    }
                    else
                    {
                        writer.WriteObjectIdentifier(curve);
                    }
                }

                writer.WriteBitString(key);
            }

            return writer.Encode();
        }
        catch (ArgumentException)
        {
            // Not an object identifier.
            return null;
        }
    }
}
