using System.Security.Cryptography;
using System.Xml;
using Federation.Saml.Validation;
using Federation.Saml.Xml;

namespace Federation.Saml.Metadata;

/// <summary>The one pass over an aggregate: groups are streamed, everything inside them becomes a small tree that is digested, read and dropped.</summary>
internal sealed class AggregatePass(XmlReader reader, SamlMetadataOptions options, MetadataProblems problems) : IDisposable
{
    private readonly List<SamlIdpMetadata> _providers = [];
    private readonly CheckList _checks = new();
    private readonly List<TreeNode> _beforeSignature = [];
    private SignedInfo? _signedInfo;
    private IncrementalHash? _hash;
    private CanonicalOutput? _output;
    private ExclusiveCanonicalizer? _canonicalizer;
    private bool _signatureIsDue = options.TrustAnchors.Count > 0;
    private int _picked;
    private string? _document;

    public SamlAggregateResult Run()
    {
        if (!MoveToRoot())
        {
            return Refuse();
        }

        if (!ReadGroup(null) || !ReadTail())
        {
            return Refuse();
        }

        if (options.EntityId is not null && _picked > 1)
        {
            problems.Error($"the document holds `{options.EntityId}` {_picked} times");
            return Refuse();
        }

        return IsTrusted() ? new SamlAggregateResult(true, _providers, problems.All) { Document = _document } : Refuse();
    }

    public void Dispose()
    {
        _output?.Dispose();
        _hash?.Dispose();
    }

    private SamlAggregateResult Refuse()
    {
        problems.AddFailures(_checks);
        return new SamlAggregateResult(false, [], problems.All);
    }

    private bool MoveToRoot()
    {
        while (reader.Read())
        {
            if (reader.NodeType == XmlNodeType.XmlDeclaration && reader.GetAttribute("encoding") is { } declared && !declared.Equals("utf-8", StringComparison.OrdinalIgnoreCase))
            {
                problems.Error("the document is not UTF-8");
                return false;
            }

            if (reader.NodeType == XmlNodeType.Element)
            {
                break;
            }
        }

        if (reader.LocalName == "EntitiesDescriptor" && reader.NamespaceURI == XmlNames.Metadata)
        {
            return true;
        }

        problems.Error("the document is no aggregate: its root is not EntitiesDescriptor");
        return false;
    }

    // The reader stands on the group's start tag; it is left on its end tag.
    private bool ReadGroup(ElementNode? parent)
    {
        var (depth, isEmpty) = (reader.Depth, reader.IsEmptyElement);
        var builder = new XmlTreeBuilder(options.Limits, _checks);
        if (!builder.Take(reader))
        {
            return false;
        }

        var group = builder.Partial!;
        group.Parent = parent;
        reader.MoveToElement();
        if (parent is null && _signatureIsDue)
        {
            return !isEmpty && ReadSignedRoot(group, depth);
        }

        var rendered = _canonicalizer?.RenderedCount ?? 0;
        _canonicalizer?.StartElement(group, isApex: false);
        var read = isEmpty || ReadContent(group, depth);
        _canonicalizer?.EndElement(group, rendered);
        return read;
    }

    private bool ReadSignedRoot(ElementNode root, int depth)
    {
        if (!ReadSignature(root))
        {
            return false;
        }

        _canonicalizer!.StartElement(root, isApex: true);
        foreach (var node in _beforeSignature)
        {
            _canonicalizer.WriteNode(node, null);
        }

        var read = ReadContent(root, depth);
        _canonicalizer.EndElement(root, 0);
        return read;
    }

    // SAML Metadata 2.3.1: the signature is the root's first child element.
    private bool ReadSignature(ElementNode root)
    {
        while (reader.Read() && reader.NodeType != XmlNodeType.Element && reader.NodeType != XmlNodeType.EndElement)
        {
            Collect();
        }

        if (reader.NodeType != XmlNodeType.Element || reader.LocalName != "Signature" || reader.NamespaceURI != XmlNames.Signature)
        {
            problems.Error("the metadata is not signed, and a trust anchor is configured");
            return false;
        }

        if (ReadTree(root) is not { } signature || SignedInfo.Read(signature, root.Attribute("ID"), options.AllowSha1, _checks, root.LocalName) is not { } info)
        {
            return false;
        }

        _signedInfo = info;
        _signatureIsDue = false;
        _hash = IncrementalHash.CreateHash(info.DigestAlgorithm);
        _output = new CanonicalOutput(_hash);
        _canonicalizer = new ExclusiveCanonicalizer(_output, info.ContentPrefixes);
        return true;
    }

    private void Collect()
    {
        if (reader.NodeType is XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace or XmlNodeType.Text or XmlNodeType.CDATA)
        {
            _beforeSignature.Add(new TextNode(reader.Value));
        }
        else if (reader.NodeType == XmlNodeType.ProcessingInstruction)
        {
            _beforeSignature.Add(new InstructionNode(reader.Name, reader.Value));
        }
    }

    private bool ReadContent(ElementNode group, int depth)
    {
        while (reader.Read() && !(reader.NodeType == XmlNodeType.EndElement && reader.Depth == depth))
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element when reader.LocalName == "EntitiesDescriptor" && reader.NamespaceURI == XmlNames.Metadata:
                    if (reader.Depth >= options.Limits.MaxDepth || !ReadGroup(group))
                    {
                        return false;
                    }

                    break;
                case XmlNodeType.Element:
                    if (!ReadElement(group))
                    {
                        return false;
                    }

                    break;
                case XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace or XmlNodeType.Text or XmlNodeType.CDATA:
                    _canonicalizer?.WriteNode(new TextNode(reader.Value), null);
                    break;
                case XmlNodeType.ProcessingInstruction:
                    _canonicalizer?.WriteNode(new InstructionNode(reader.Name, reader.Value), null);
                    break;
                default:
                    break;
            }
        }

        return true;
    }

    private bool ReadElement(ElementNode group)
    {
        // What nobody asked for and nobody signed is passed over without a tree.
        if (_canonicalizer is null && options.EntityId is { } asked && reader.LocalName == "EntityDescriptor" && reader.NamespaceURI == XmlNames.Metadata
            && reader.GetAttribute("entityID") != asked)
        {
            SkipTree();
            return true;
        }

        if (ReadTree(group) is not { } element)
        {
            return false;
        }

        _canonicalizer?.WriteNode(element, null);
        var wanted = element.Is(XmlNames.Metadata, "EntityDescriptor") && element.Child(XmlNames.Metadata, "IDPSSODescriptor") is not null &&
            (options.EntityId is null || element.Attribute("entityID") == options.EntityId);
        if (wanted)
        {
            Take(element);
        }

        return true;
    }

    private void Take(ElementNode entity)
    {
        var own = new MetadataProblems();
        _picked++;
        if (new EntityDescriptorReader(options, own).Read(entity).Metadata is { } metadata)
        {
            _providers.Add(metadata);
            _document = options.EntityId is null ? null : StandaloneEntity.Write(entity, metadata);
        }

        foreach (var problem in own.All)
        {
            problems.Warn($"`{CheckList.Shown(entity.Attribute("entityID"))}`: {problem.Message}");
        }
    }

    // The reader stands on a start tag; it is left on the matching end tag.
    private void SkipTree()
    {
        var (depth, isEmpty) = (reader.Depth, reader.IsEmptyElement);
        while (!isEmpty && reader.Read() && !(reader.NodeType == XmlNodeType.EndElement && reader.Depth == depth))
        {
            // Read for its well-formedness alone.
        }
    }

    // The reader stands on a start tag; it is left on the matching end tag.
    private ElementNode? ReadTree(ElementNode parent)
    {
        var (depth, isEmpty) = (reader.Depth, reader.IsEmptyElement);
        var builder = new XmlTreeBuilder(options.Limits, _checks);
        var going = builder.Take(reader);
        reader.MoveToElement();
        while (going && !isEmpty && reader.Read())
        {
            going = builder.Take(reader);
            reader.MoveToElement();
            if (reader.NodeType == XmlNodeType.EndElement && reader.Depth == depth)
            {
                break;
            }
        }

        builder.Partial?.Parent = parent;
        return going ? builder.Partial : null;
    }

    private bool ReadTail()
    {
        while (reader.Read())
        {
            // Only comments, processing instructions and white space can follow a root element.
        }

        return true;
    }

    private bool IsTrusted()
    {
        if (_signedInfo is null)
        {
            return true;
        }

        _output!.Flush();
        var intact = CryptographicOperations.FixedTimeEquals(_hash!.GetHashAndReset(), _signedInfo.DigestValue);
        _checks.Check(SamlRules.SignatureDigest, intact, null, intact ? null : "the content was changed after signing", "EntitiesDescriptor");
        var key = SignatureVerifier.MakerOf(_signedInfo, options.TrustAnchors, _checks, "EntitiesDescriptor");
        return intact && key is not null;
    }
}
