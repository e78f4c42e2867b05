using Federation.Saml.Xml;

namespace Federation.Saml.Assertions;

/// <summary>Reads a NameID exactly as it came.</summary>
internal static class NameIdReader
{
    /// <summary>Null when the element is missing, empty, or holds other elements.</summary>
    public static SamlNameId? Read(ElementNode? element) => element?.Text() is { Length: > 0 } value
        ? new SamlNameId(
            value,
            element.Attribute("Format"),
            element.Attribute("NameQualifier"),
            element.Attribute("SPNameQualifier"),
            element.Attribute("SPProvidedID"))
        : null;
}
