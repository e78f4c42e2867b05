namespace Federation.Saml.Xml;

/// <summary>Bounds that a document must keep before any work is done on it.</summary>
public sealed record XmlLimits
{
    /// <summary>Bounds for protocol messages: responses, requests, logout messages.</summary>
    public static XmlLimits Message { get; } = new();

    /// <summary>Bounds for one entity's metadata.</summary>
    public static XmlLimits Metadata { get; } = new() { MaxBytes = 10_000_000, MaxNodes = 200_000 };

    /// <summary>Largest document, in bytes of UTF-8.</summary>
    /// <value>262144.</value>
    public int MaxBytes { get; init; } = 256 * 1024;

    /// <summary>Deepest nesting of elements.</summary>
    /// <value>40.</value>
    public int MaxDepth { get; init; } = 40;

    /// <summary>Most nodes (elements, texts, processing instructions).</summary>
    /// <value>20000.</value>
    public int MaxNodes { get; init; } = 20_000;

    /// <summary>Most attributes of one element, namespace declarations included.</summary>
    /// <value>64.</value>
    public int MaxAttributes { get; init; } = 64;
}
