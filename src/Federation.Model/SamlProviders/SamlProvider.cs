using Federation.Model.Identifiers;
using Federation.Model.Storage;

namespace Federation.Model.SamlProviders;

/// <summary>An IAM SAML provider: one corporate IdP as one account knows it.</summary>
public sealed record SamlProvider
{
    /// <summary>Account that owns it.</summary>
    public required AccountId AccountId { get; init; }

    /// <summary>Name, 1 to 128 characters, unique in the account without regard to case.</summary>
    public required string Name { get; init; }

    /// <summary>Unique and never used again, also where a provider of the same name is made anew.</summary>
    public required string ProviderId { get; init; }

    /// <summary>The IdP's metadata as it was uploaded or last fetched with success.</summary>
    public required string MetadataDocument { get; init; }

    /// <summary>The IdP's entity id, from the metadata.</summary>
    public required string EntityId { get; init; }

    /// <summary>Earliest validUntil of the metadata and expiry of its keys.</summary>
    public DateTimeOffset? ValidUntil { get; init; }

    /// <summary>At most 50.</summary>
    public IReadOnlyList<Tag> Tags { get; init; } = [];

    /// <summary>The gateway's own settings for this provider.</summary>
    public SamlProviderSettings Settings { get; init; } = new();

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Row version for optimistic updates.</summary>
    public long Version { get; init; }

    /// <summary>The ARN.</summary>
    public string Arn => Arns.SamlProvider(AccountId, Name);
}
