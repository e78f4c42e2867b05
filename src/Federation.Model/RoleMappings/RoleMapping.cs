using Federation.Model.Identifiers;

namespace Federation.Model.RoleMappings;

/// <summary>A mapping document: rules that give roles to people of one SAML provider.</summary>
public sealed record RoleMapping
{
    /// <summary>Account that owns it.</summary>
    public required AccountId AccountId { get; init; }

    /// <summary>Name, 1 to 128 characters, unique in the account without regard to case.</summary>
    public required string Name { get; init; }

    /// <summary>The provider whose people it maps.</summary>
    public required string ProviderArn { get; init; }

    /// <summary>The document, to the letter.</summary>
    public required string Document { get; init; }

    /// <summary>Version number of the document, from 1.</summary>
    public required int DocumentVersion { get; init; }

    /// <summary>When it was last written.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }
}
