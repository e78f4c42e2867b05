using Federation.Model.Identifiers;
using Federation.Model.SamlProviders;
using Federation.Storage.Sql;

namespace Federation.Storage.Stores;

internal sealed class SamlProviderRow
{
    public AccountId AccountId { get; init; }

    public required string NameKey { get; init; }

    public required string ProviderName { get; init; }

    public required string ProviderId { get; init; }

    public required string MetadataDocument { get; init; }

    public required string EntityId { get; init; }

    public long? ValidUntil { get; init; }

    public required string Tags { get; init; }

    public required string Settings { get; init; }

    public long CreatedAt { get; init; }

    public long Version { get; init; }

    public SamlProvider ToProvider() => new()
    {
        AccountId = AccountId,
        Name = ProviderName,
        ProviderId = ProviderId,
        MetadataDocument = MetadataDocument,
        EntityId = EntityId,
        ValidUntil = Instants.From(ValidUntil),
        Tags = StoreJson.ReadTags(Tags),
        Settings = StoreJson.ReadSettings(Settings),
        CreatedAt = Instants.From(CreatedAt),
        Version = Version,
    };
}
