using System.Buffers;

namespace Federation.Saml.Xml;

/// <summary>
/// Exclusive XML Canonicalization 1.0 without comments over our tree, written block by block into a hash.
/// One instance serves one canonicalization.
/// </summary>
internal sealed class ExclusiveCanonicalizer(CanonicalOutput output, IReadOnlyList<string> inclusivePrefixes)
{
    private static readonly SearchValues<char> TextSpecials = SearchValues.Create("&<>\r");
    private static readonly SearchValues<char> AttributeSpecials = SearchValues.Create("&<\"\t\n\r");

    private readonly List<NamespaceNode> _rendered = new(16);
    private readonly List<NamespaceNode> _pending = new(8);

    /// <summary>Writes an element and all below it, leaving out one descendant (the enveloped signature).</summary>
    public void Write(ElementNode apex, ElementNode? excluded)
    {
        WriteElement(apex, excluded, isApex: true);
        output.Flush();
    }

    internal void StartElement(ElementNode element, bool isApex)
    {
        CollectNamespaces(element, isApex);
        output.Write('<');
        WriteName(element.Prefix, element.LocalName);
        foreach (var declaration in _pending)
        {
            output.Write(declaration.Prefix.Length == 0 ? " xmlns" : " xmlns:");
            output.Write(declaration.Prefix);
            output.Write("=\"");
            WriteAttributeValue(declaration.Uri);
            output.Write('"');
            _rendered.Add(declaration);
        }

        WriteAttributes(element.Attributes);
        output.Write('>');
    }

    internal void EndElement(ElementNode element, int renderedBefore)
    {
        output.Write("</");
        WriteName(element.Prefix, element.LocalName);
        output.Write('>');
        _rendered.RemoveRange(renderedBefore, _rendered.Count - renderedBefore);
    }

    internal int RenderedCount => _rendered.Count;

    internal void WriteNode(TreeNode node, ElementNode? excluded)
    {
        switch (node)
        {
            case ElementNode element when !ReferenceEquals(element, excluded):
                WriteElement(element, excluded, isApex: false);
                break;
            case TextNode text:
                WriteText(text.Value);
                break;
            case InstructionNode instruction:
                WriteInstruction(instruction);
                break;
            default:
                break;
        }
    }

    // The depth of the tree is bounded by its limits, so recursion is.
    private void WriteElement(ElementNode element, ElementNode? excluded, bool isApex)
    {
        var renderedBefore = _rendered.Count;
        StartElement(element, isApex);
        for (var child = element.FirstChild; child is not null; child = child.Next)
        {
            WriteNode(child, excluded);
        }

        EndElement(element, renderedBefore);
    }

    private void WriteName(string prefix, string localName)
    {
        if (prefix.Length > 0)
        {
            output.Write(prefix);
            output.Write(':');
        }

        output.Write(localName);
    }

    // Exclusive C14N 3: the visibly utilized prefixes whose binding differs from what the output already says, and the inclusive ones.
    private void CollectNamespaces(ElementNode element, bool isApex)
    {
        _pending.Clear();
        Require(element.Prefix, element.NamespaceUri);
        foreach (ref readonly var attribute in element.Attributes.AsSpan())
        {
            if (attribute.Prefix.Length > 0)
            {
                Require(attribute.Prefix, attribute.NamespaceUri);
            }
        }

        if (inclusivePrefixes.Count > 0 && (isApex || element.Namespaces.Length > 0))
        {
            foreach (var prefix in inclusivePrefixes)
            {
                if (element.ResolvePrefix(prefix) is { } uri)
                {
                    Require(prefix, uri);
                }
            }
        }
    }

    private void Require(string prefix, string uri)
    {
        if (prefix == "xml" || Rendered(prefix) == uri)
        {
            return;
        }

        var index = 0;
        for (; index < _pending.Count; index++)
        {
            var order = CodePointOrder.Compare(_pending[index].Prefix, prefix);
            if (order == 0)
            {
                return;
            }

            if (order > 0)
            {
                break;
            }
        }

        _pending.Insert(index, new NamespaceNode(prefix, uri));
    }

    private string? Rendered(string prefix)
    {
        for (var index = _rendered.Count - 1; index >= 0; index--)
        {
            if (_rendered[index].Prefix == prefix)
            {
                return _rendered[index].Uri;
            }
        }

        return prefix.Length == 0 ? string.Empty : null;
    }

    private void WriteAttributes(AttributeNode[] attributes)
    {
        if (attributes.Length > 1)
        {
            attributes = [.. attributes];
            Array.Sort(attributes, CodePointOrder.CompareAttributes);
        }

        foreach (ref readonly var attribute in attributes.AsSpan())
        {
            output.Write(' ');
            WriteName(attribute.Prefix, attribute.LocalName);
            output.Write("=\"");
            WriteAttributeValue(attribute.Value);
            output.Write('"');
        }
    }

    private void WriteText(ReadOnlySpan<char> text)
    {
        for (var special = text.IndexOfAny(TextSpecials); special >= 0; special = text.IndexOfAny(TextSpecials))
        {
            output.Write(text[..special]);
            output.Write(text[special] switch { '&' => "&amp;", '<' => "&lt;", '>' => "&gt;", _ => "&#xD;" });
            text = text[(special + 1)..];
        }

        output.Write(text);
    }

    private void WriteAttributeValue(ReadOnlySpan<char> text)
    {
        for (var special = text.IndexOfAny(AttributeSpecials); special >= 0; special = text.IndexOfAny(AttributeSpecials))
        {
            output.Write(text[..special]);
            output.Write(text[special] switch { '&' => "&amp;", '<' => "&lt;", '"' => "&quot;", '\t' => "&#x9;", '\n' => "&#xA;", _ => "&#xD;" });
            text = text[(special + 1)..];
        }

        output.Write(text);
    }

    private void WriteInstruction(InstructionNode instruction)
    {
        output.Write("<?");
        output.Write(instruction.Target);
        if (instruction.Data.Length > 0)
        {
            output.Write(' ');
            output.Write(instruction.Data);
        }

        output.Write("?>");
    }
}
