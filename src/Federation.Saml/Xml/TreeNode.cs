namespace Federation.Saml.Xml;

/// <summary>A node of the one tree that is verified and read. Comments never enter it.</summary>
internal abstract class TreeNode
{
    public ElementNode? Parent { get; set; }

    public TreeNode? Next { get; set; }
}

/// <summary>Character data: text, CDATA or white space, as one string after line-end normalization.</summary>
internal sealed class TextNode(string value) : TreeNode
{
    public string Value { get; } = value;
}

/// <summary>A processing instruction; it takes part in the digest and in nothing else.</summary>
internal sealed class InstructionNode(string target, string data) : TreeNode
{
    public string Target { get; } = target;

    public string Data { get; } = data;
}

internal readonly record struct AttributeNode(string Prefix, string LocalName, string NamespaceUri, string Value);

internal readonly record struct NamespaceNode(string Prefix, string Uri);
