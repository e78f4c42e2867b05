namespace Federation.Saml.Assertions;

/// <summary>One value of an attribute.</summary>
/// <param name="Text">The whole text; empty when the value is structured or nil.</param>
/// <param name="NameId">The name identifier where the value is one (eduPersonTargetedID), or null.</param>
/// <param name="IsNil">Whether <c>xsi:nil</c> says that there is no value.</param>
/// <param name="IsStructured">Whether the value is XML of another kind, which is not interpreted.</param>
public sealed record SamlAttributeValue(string Text, SamlNameId? NameId = null, bool IsNil = false, bool IsStructured = false)
{
    /// <summary>The type's name: values are personal data and stay out of logs.</summary>
    public override string ToString() => nameof(SamlAttributeValue);
}

/// <summary>An attribute with all its values, in document order (SAML Core 2.7.3.1).</summary>
/// <param name="Name">The name exactly as it came.</param>
/// <param name="NameFormat">The name format URI, or null.</param>
/// <param name="FriendlyName">A name for people, or null; never used for decisions.</param>
/// <param name="Values">The values.</param>
public sealed record SamlAttribute(string Name, string? NameFormat, string? FriendlyName, IReadOnlyList<SamlAttributeValue> Values)
{
    /// <summary>The values that are text (a name identifier gives its value), without nil and structured ones.</summary>
    public IEnumerable<string> Texts => Values.Where(value => value is { IsNil: false, IsStructured: false }).Select(value => value.Text);

    /// <summary>The attribute's name.</summary>
    public override string ToString() => Name;
}
