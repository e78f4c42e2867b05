namespace Federation.Saml.Compatibility;

/// <summary>Settings that fit one identity provider product, with the sentences that say what they set and why. Null leaves a setting as it is.</summary>
/// <param name="Name">Stable name, such as <c>Entra</c>.</param>
/// <param name="Title">The product.</param>
/// <param name="Says">One sentence for each setting and each thing an administrator should know.</param>
public sealed record SamlCompatibilityPreset(string Name, string Title, IReadOnlyList<string> Says)
{
    /// <summary>Whether AuthnRequests are signed; null: they are, as our metadata promises.</summary>
    public bool? SignRequests { get; init; }

    /// <summary>The binding of AuthnRequests, or null for the first that both sides have.</summary>
    public string? AuthnRequestBinding { get; init; }

    /// <summary>The NameID format that is asked for; null asks for none.</summary>
    public string? NameIdFormat { get; init; }

    /// <summary>The attribute that is the subject's key; null means the NameID.</summary>
    public string? SubjectAttribute { get; init; }

    /// <summary>Allowed difference of clocks, in seconds.</summary>
    public int ClockSkewSeconds { get; init; } = 180;
}
