using Federation.Saml.Validation;
using Federation.Saml.Xml;

namespace Federation.Saml.Metadata;

/// <summary>How metadata is read.</summary>
public sealed record SamlMetadataOptions
{
    /// <summary>The present instant, for validUntil and the warnings of running certificates.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>The entity to pick from a document that holds several; null takes the only identity provider there is.</summary>
    public string? EntityId { get; init; }

    /// <summary>Keys of which one must have signed the document. Empty: no signature is looked at.</summary>
    public IReadOnlyList<SamlKey> TrustAnchors { get; init; } = [];

    /// <summary>Whether the trust anchor may sign with SHA-1.</summary>
    /// <value>false.</value>
    public bool AllowSha1 { get; init; }

    /// <summary>Bounds of the document, and of each entity of a streamed aggregate.</summary>
    public XmlLimits Limits { get; init; } = XmlLimits.Metadata;
}

/// <summary>Reads an identity provider's metadata and reports every problem it finds (SAML Metadata 2).</summary>
public static class SamlMetadataReader
{
    /// <summary>Reads one document: an EntityDescriptor, or an EntitiesDescriptor from which one provider is picked.</summary>
    /// <param name="document">The document, UTF-8.</param>
    /// <param name="options">Trust anchor, instant, bounds.</param>
    public static SamlMetadataResult Read(ReadOnlySpan<byte> document, SamlMetadataOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var problems = new MetadataProblems();
        if (HoldsPrivateKey(document))
        {
            problems.Error("the document holds a private key: metadata is public, so replace that key and upload the metadata only");
            return problems.Refuse();
        }

        var checks = new CheckList();
        if (XmlTreeReader.Read(document, options.Limits, checks) is not { } tree)
        {
            problems.AddFailures(checks);
            return problems.Refuse();
        }

        var root = tree.Root;
        if (options.TrustAnchors.Count > 0 && !IsSigned(root, tree, options, problems))
        {
            return problems.Refuse();
        }

        return Pick(root, options, problems) is { } entity
            ? new EntityDescriptorReader(options, problems).Read(entity)
            : problems.Refuse();
    }

    // PEM text or a bare PKCS#8 pasted into the upload: refuse before anything is stored.
    private static bool HoldsPrivateKey(ReadOnlySpan<byte> document) =>
        document.IndexOf("PRIVATE KEY-----"u8) >= 0;

    private static bool IsSigned(ElementNode root, XmlTree tree, SamlMetadataOptions options, MetadataProblems problems)
    {
        var checks = new CheckList();
        if (root.SingleChild(XmlNames.Signature, "Signature") is not { } signature || !ReferenceEquals(signature, root.FirstElement()))
        {
            problems.Error("the metadata is not signed, and a trust anchor is configured");
            return false;
        }

        if (tree.Signatures.Count(found => ReferenceEquals(found.Parent, root)) == 1 &&
            SignatureVerifier.Verify(root, signature, "ID", options.TrustAnchors, options.AllowSha1, checks) is not null)
        {
            return true;
        }

        problems.AddFailures(checks);
        problems.Error("the signature of the metadata was not made by the trust anchor over this content");
        return false;
    }

    private static ElementNode? Pick(ElementNode root, SamlMetadataOptions options, MetadataProblems problems)
    {
        if (root.Is(XmlNames.Metadata, "EntityDescriptor"))
        {
            if (options.EntityId is null || root.Attribute("entityID") == options.EntityId)
            {
                return root;
            }

            problems.Error($"the metadata is of `{CheckList.Shown(root.Attribute("entityID"))}`, not of `{options.EntityId}`");
            return null;
        }

        if (!root.Is(XmlNames.Metadata, "EntitiesDescriptor"))
        {
            problems.Error($"the document is no SAML metadata: its root is `{CheckList.Shown(root.LocalName)}`");
            return null;
        }

        var candidates = Entities(root)
            .Where(entity => options.EntityId is null ? entity.Child(XmlNames.Metadata, "IDPSSODescriptor") is not null : entity.Attribute("entityID") == options.EntityId)
            .Take(2)
            .ToArray();
        if (candidates.Length == 1)
        {
            return candidates[0];
        }

        problems.Error(candidates.Length == 0 ? "no such identity provider is in the document" : "the document holds several identity providers: name one entity id");
        return null;
    }

    // SAML Metadata 2.3.1: groups nest; the depth of the tree is bounded.
    internal static IEnumerable<ElementNode> Entities(ElementNode group)
    {
        for (var child = group.FirstElement(); child is not null; child = child.NextElement())
        {
            if (child.Is(XmlNames.Metadata, "EntityDescriptor"))
            {
                yield return child;
            }
            else if (child.Is(XmlNames.Metadata, "EntitiesDescriptor"))
            {
                foreach (var nested in Entities(child))
                {
                    yield return nested;
                }
            }
        }
    }
}
