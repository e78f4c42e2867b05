namespace Federation.Saml.Assertions;

/// <summary>
/// A name identifier exactly as it came, qualifiers and all: logout has to echo it so (SAML Core 2.2.3, 3.7.1).
/// </summary>
/// <param name="Value">The identifier.</param>
/// <param name="Format">The format URI, or null when none was written.</param>
/// <param name="NameQualifier">The domain that qualifies the name, or null.</param>
/// <param name="SpNameQualifier">The service provider (or affiliation) for which it was made, or null.</param>
/// <param name="SpProvidedId">The identifier that the service provider set, or null.</param>
public sealed record SamlNameId(string Value, string? Format, string? NameQualifier = null, string? SpNameQualifier = null, string? SpProvidedId = null)
{
    /// <summary>Whether the identifier changes with every sign-in: then it must not be the key of a person.</summary>
    public bool IsTransient => Format == SamlNameIdFormats.Transient;

    /// <summary>The type's name: identifiers are personal data and stay out of logs.</summary>
    public override string ToString() => nameof(SamlNameId);
}
