namespace Federation.Saml.Xml;

/// <summary>A parsed document within its limits, with the elements that the rules count.</summary>
internal sealed class XmlTree(ElementNode root, IReadOnlyList<ElementNode> signatures, IReadOnlyList<ElementNode> assertions, IReadOnlySet<string> ids)
{
    public ElementNode Root { get; } = root;

    /// <summary>Every ID of the document; each occurs once.</summary>
    public IReadOnlySet<string> Ids { get; } = ids;

    /// <summary>Every <c>ds:Signature</c> wherever it stands.</summary>
    public IReadOnlyList<ElementNode> Signatures { get; } = signatures;

    /// <summary>Every <c>saml:Assertion</c> and <c>saml:EncryptedAssertion</c> wherever it stands.</summary>
    public IReadOnlyList<ElementNode> Assertions { get; } = assertions;
}
