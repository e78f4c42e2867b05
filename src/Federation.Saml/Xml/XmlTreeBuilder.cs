using System.Globalization;
using System.Xml;
using Federation.Saml.Validation;

namespace Federation.Saml.Xml;

/// <summary>Builds the tree from the reader's events and counts as it goes; stops at the first bound that is passed.</summary>
internal sealed class XmlTreeBuilder(XmlLimits limits, CheckList checks)
{
    private readonly List<AttributeNode> _attributes = [];
    private readonly List<NamespaceNode> _namespaces = [];
    private readonly List<ElementNode> _signatures = [];
    private readonly List<ElementNode> _assertions = [];
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private ElementNode? _root;
    private ElementNode? _current;
    private int _nodes;

    /// <summary>The root as far as it was read, for documents that are read piece by piece.</summary>
    public ElementNode? Partial => _root;

    /// <summary>Takes the reader's present node; false when a check failed.</summary>
    public bool Take(XmlReader reader)
    {
        switch (reader.NodeType)
        {
            case XmlNodeType.Element:
                return CountNode() && TakeElement(reader);
            case XmlNodeType.EndElement:
                // INVARIANT: the tree's own root has no parent while it is built.
                _current = _current!.Parent;
                return true;
            case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace:
                _current?.Append(new TextNode(reader.Value));
                return CountNode();
            case XmlNodeType.ProcessingInstruction:
                _current?.Append(new InstructionNode(reader.Name, reader.Value));
                return CountNode();
            case XmlNodeType.Comment:
                // Counted, so that they cost what they cost, and never kept.
                return CountNode();
            case XmlNodeType.XmlDeclaration:
                return TakeDeclaration(reader);
            default:
                // Anything else (an entity reference, a document type) is not a part of SAML.
                return checks.Fail(SamlRules.Dtd, null, reader.NodeType.ToString());
        }
    }

    public XmlTree Finish()
    {
        checks.Pass(SamlRules.Encoding);
        checks.Pass(SamlRules.Dtd);
        checks.Pass(SamlRules.WellFormed);
        checks.Pass(SamlRules.Depth);
        checks.Pass(SamlRules.Nodes);
        checks.Pass(SamlRules.Attributes);
        checks.Pass(SamlRules.UniqueIds);
        return new XmlTree(_root!, _signatures, _assertions, _ids);
    }

    private bool TakeDeclaration(XmlReader reader) =>
        reader.GetAttribute("encoding") is not { } declared || declared.Equals("utf-8", StringComparison.OrdinalIgnoreCase) ||
        checks.Fail(SamlRules.Encoding, "UTF-8", declared);

    private bool CountNode() =>
        ++_nodes <= limits.MaxNodes || checks.Fail(SamlRules.Nodes, Number(limits.MaxNodes), "more");

    private bool TakeElement(XmlReader reader)
    {
        if (reader.Depth >= limits.MaxDepth)
        {
            return checks.Fail(SamlRules.Depth, Number(limits.MaxDepth), "more");
        }

        if (reader.AttributeCount > limits.MaxAttributes)
        {
            return checks.Fail(SamlRules.Attributes, Number(limits.MaxAttributes), Number(reader.AttributeCount));
        }

        var element = new ElementNode(reader.Prefix, reader.LocalName, reader.NamespaceURI);
        var isEmpty = reader.IsEmptyElement;
        if (!TakeAttributes(reader, element))
        {
            return false;
        }

        Note(element);
        _root ??= element;
        _current?.Append(element);
        if (!isEmpty)
        {
            element.Parent = _current;
            _current = element;
        }

        return true;
    }

    private bool TakeAttributes(XmlReader reader, ElementNode element)
    {
        while (reader.MoveToNextAttribute())
        {
            if (ReferenceEquals(reader.NamespaceURI, XmlNames.Xmlns) || reader.NamespaceURI == XmlNames.Xmlns)
            {
                _namespaces.Add(new NamespaceNode(reader.Prefix.Length == 0 ? string.Empty : reader.LocalName, reader.Value));
                continue;
            }

            var attribute = new AttributeNode(reader.Prefix, reader.LocalName, reader.NamespaceURI, reader.Value);
            _attributes.Add(attribute);
            if (IsId(attribute) && !_ids.Add(attribute.Value))
            {
                return checks.Fail(SamlRules.UniqueIds, null, attribute.Value);
            }
        }

        if (_attributes.Count > 0)
        {
            element.Attributes = [.. _attributes];
            _attributes.Clear();
        }

        if (_namespaces.Count > 0)
        {
            element.Namespaces = [.. _namespaces];
            _namespaces.Clear();
        }

        return true;
    }

    // Whatever any tool might take for an ID counts: ID (SAML), Id (signature, encryption), id and xml:id.
    private static bool IsId(in AttributeNode attribute) =>
        attribute.LocalName.Length == 2 && (attribute.NamespaceUri.Length == 0 || attribute.NamespaceUri == XmlNames.Xml) &&
        attribute.LocalName.Equals("id", StringComparison.OrdinalIgnoreCase);

    private void Note(ElementNode element)
    {
        if (element.Is(XmlNames.Signature, "Signature"))
        {
            _signatures.Add(element);
        }
        else if (element.Is(XmlNames.Assertion, "Assertion") || element.Is(XmlNames.Assertion, "EncryptedAssertion"))
        {
            _assertions.Add(element);
        }
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
