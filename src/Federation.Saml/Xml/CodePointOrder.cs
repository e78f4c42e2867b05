namespace Federation.Saml.Xml;

/// <summary>Order by Unicode code points, as canonical XML sorts; UTF-16 order differs from it for surrogates.</summary>
internal static class CodePointOrder
{
    public static int Compare(string left, string right)
    {
        var common = left.AsSpan().CommonPrefixLength(right);
        if (common == left.Length || common == right.Length)
        {
            return left.Length - right.Length;
        }

        return Rank(left[common]) - Rank(right[common]);
    }

    // Canonical XML 2.3: by namespace name, then local name; attributes without a namespace come first.
    public static int CompareAttributes(AttributeNode left, AttributeNode right)
    {
        var byNamespace = Compare(left.NamespaceUri, right.NamespaceUri);
        return byNamespace != 0 ? byNamespace : Compare(left.LocalName, right.LocalName);
    }

    private static int Rank(char unit) => char.IsSurrogate(unit) ? unit + 0x10000 : unit;
}
