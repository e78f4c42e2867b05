using Federation.Saml.Xml;

namespace Federation.Saml.Assertions;

/// <summary>Reads the attribute statements of an assertion (SAML Core 2.7.3).</summary>
internal static class AttributeReader
{
    public static IReadOnlyList<SamlAttribute> Read(ElementNode assertion)
    {
        var attributes = new List<SamlAttribute>(16);
        for (var statement = assertion.FirstElement(); statement is not null; statement = statement.NextElement())
        {
            if (!statement.Is(XmlNames.Assertion, "AttributeStatement"))
            {
                continue;
            }

            for (var child = statement.FirstElement(); child is not null; child = child.NextElement())
            {
                if (child.Is(XmlNames.Assertion, "Attribute") && child.Attribute("Name") is { Length: > 0 } name)
                {
                    attributes.Add(new SamlAttribute(name, child.Attribute("NameFormat"), child.Attribute("FriendlyName"), Values(child)));
                }
            }
        }

        return attributes;
    }

    private static SamlAttributeValue[] Values(ElementNode attribute)
    {
        var values = new SamlAttributeValue[attribute.CountChildren(XmlNames.Assertion, "AttributeValue")];
        var index = 0;
        for (var child = attribute.FirstElement(); child is not null; child = child.NextElement())
        {
            if (child.Is(XmlNames.Assertion, "AttributeValue"))
            {
                values[index++] = Value(child);
            }
        }

        return values;
    }

    private static SamlAttributeValue Value(ElementNode element)
    {
        // SAML Core 2.7.3.1.1: a null value is marked; it is not the empty string.
        if (element.Attribute(XmlNames.SchemaInstance, "nil")?.Trim() is "true" or "1")
        {
            return new SamlAttributeValue(string.Empty, IsNil: true);
        }

        if (element.Text() is { } text)
        {
            return new SamlAttributeValue(text);
        }

        var only = element.SingleChild(XmlNames.Assertion, "NameID");
        return NameIdReader.Read(only) is { } nameId && only!.NextElement() is null && ReferenceEquals(element.FirstElement(), only) && !element.HasStrayText()
            ? new SamlAttributeValue(nameId.Value, nameId)
            : new SamlAttributeValue(string.Empty, IsStructured: true);
    }
}
