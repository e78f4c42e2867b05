using System.Text;

namespace Federation.Saml.Xml;

internal sealed class ElementNode(string prefix, string localName, string namespaceUri) : TreeNode
{
    private TreeNode? _lastChild;

    public string Prefix { get; } = prefix;

    public string LocalName { get; } = localName;

    public string NamespaceUri { get; } = namespaceUri;

    public AttributeNode[] Attributes { get; set; } = [];

    public NamespaceNode[] Namespaces { get; set; } = [];

    public TreeNode? FirstChild { get; private set; }

    public void Append(TreeNode child)
    {
        child.Parent = this;
        if (_lastChild is null)
        {
            FirstChild = child;
        }
        else
        {
            _lastChild.Next = child;
        }

        _lastChild = child;
    }

    public bool Is(string namespaceUri, string localName) => LocalName == localName && NamespaceUri == namespaceUri;

    /// <summary>The value of an attribute that has no namespace, or null.</summary>
    public string? Attribute(string localName)
    {
        foreach (ref readonly var attribute in Attributes.AsSpan())
        {
            if (attribute.NamespaceUri.Length == 0 && attribute.LocalName == localName)
            {
                return attribute.Value;
            }
        }

        return null;
    }

    public string? Attribute(string namespaceUri, string localName)
    {
        foreach (ref readonly var attribute in Attributes.AsSpan())
        {
            if (attribute.LocalName == localName && attribute.NamespaceUri == namespaceUri)
            {
                return attribute.Value;
            }
        }

        return null;
    }

    public ElementNode? FirstElement() => ElementFrom(FirstChild);

    public ElementNode? NextElement() => ElementFrom(Next);

    /// <summary>The first child element of that name, or null.</summary>
    public ElementNode? Child(string namespaceUri, string localName)
    {
        for (var child = FirstElement(); child is not null; child = child.NextElement())
        {
            if (child.Is(namespaceUri, localName))
            {
                return child;
            }
        }

        return null;
    }

    /// <summary>The only child element of that name; null when there is none or more than one.</summary>
    public ElementNode? SingleChild(string namespaceUri, string localName)
    {
        ElementNode? found = null;
        for (var child = FirstElement(); child is not null; child = child.NextElement())
        {
            if (child.Is(namespaceUri, localName))
            {
                if (found is not null)
                {
                    return null;
                }

                found = child;
            }
        }

        return found;
    }

    public IEnumerable<ElementNode> Children(string namespaceUri, string localName)
    {
        for (var child = FirstElement(); child is not null; child = child.NextElement())
        {
            if (child.Is(namespaceUri, localName))
            {
                yield return child;
            }
        }
    }

    public int CountChildren(string namespaceUri, string localName)
    {
        var count = 0;
        for (var child = FirstElement(); child is not null; child = child.NextElement())
        {
            count += child.Is(namespaceUri, localName) ? 1 : 0;
        }

        return count;
    }

    /// <summary>
    /// The whole character data of an element without element children; null when it has any. Comments were never kept and
    /// processing instructions are skipped, so nothing can cut the text short.
    /// </summary>
    public string? Text()
    {
        if (FirstChild is TextNode { Next: null } only)
        {
            return only.Value;
        }

        StringBuilder? builder = null;
        for (var child = FirstChild; child is not null; child = child.Next)
        {
            switch (child)
            {
                case ElementNode:
                    return null;
                case TextNode text:
                    (builder ??= new StringBuilder()).Append(text.Value);
                    break;
                default:
                    break;
            }
        }

        return builder?.ToString() ?? string.Empty;
    }

    /// <summary>Text whose surrounding XML white space does not count (URIs, base64).</summary>
    public string? TrimmedText() => Text()?.Trim(' ', '\t', '\r', '\n');

    /// <summary>Whether the element holds character data other than white space beside its child elements.</summary>
    public bool HasStrayText()
    {
        for (var child = FirstChild; child is not null; child = child.Next)
        {
            if (child is TextNode text && !text.Value.AsSpan().IsWhiteSpace())
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The namespace name a prefix stands for at this element; null when it is not bound.</summary>
    public string? ResolvePrefix(string prefix)
    {
        for (var element = this; element is not null; element = element.Parent)
        {
            foreach (ref readonly var declaration in element.Namespaces.AsSpan())
            {
                if (declaration.Prefix == prefix)
                {
                    return declaration.Uri;
                }
            }
        }

        return prefix.Length == 0 ? string.Empty : null;
    }

    private static ElementNode? ElementFrom(TreeNode? node)
    {
        while (node is not null and not ElementNode)
        {
            node = node.Next;
        }

        return (ElementNode?)node;
    }
}
